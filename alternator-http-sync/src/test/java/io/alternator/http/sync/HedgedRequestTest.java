package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;

/** Hedging with two blocking calls, which the test completes in any order. */
final class HedgedRequestTest {
    private static final ContentStreamProvider BODY = ContentStreamProvider.fromUtf8String("{}");
    /** Trains the read latency and fills the budget for ten hedges. On a busy machine, some of these reads are hedged too. */
    private static final int READS_FOR_TEN_HEDGES = 500;

    private final HeldClient delegate = new HeldClient();
    private final AlternatorHttpClient http = AlternatorHttpClient.wrap(
            delegate,
            AlternatorConfig.builder()
                    .seeds("n1", "n2")
                    .domain("dog.example")
                    .hedging(true)
                    .name("hedged")
                    .build());

    @BeforeEach
    void trainReadLatency() throws IOException {
        delegate.holdsCalls = false;
        for (int i = 0; i < READS_FOR_TEN_HEDGES; i++) {
            read(prepared(BODY));
        }
        awaitInFlight(0);
        delegate.holdsCalls = true;
    }

    @AfterEach
    void nothingIsLeftBehind() {
        awaitInFlight(0);
        http.close();
        Await.until(
                "no thread is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("alternator-")));
    }

    private ExecutableHttpRequest prepared(ContentStreamProvider body) {
        return prepared("GetItem", body);
    }

    private ExecutableHttpRequest prepared(String operation, ContentStreamProvider body) {
        return http.prepareRequest(HttpExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", operation).build())
                .contentStreamProvider(body)
                .build());
    }

    private static String read(ExecutableHttpRequest request) throws IOException {
        return new String(request.call().responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static CompletableFuture<String> begin(ExecutableHttpRequest request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return read(request);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private CompletableFuture<String> begin() {
        return begin(prepared(BODY));
    }

    private int inFlight() {
        return http.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    private void awaitInFlight(int requests) {
        Await.until("in flight: " + requests, () -> inFlight() == requests);
    }

    private void assertAllNodesUp() {
        assertThat(http.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.UP);
    }

    @Test
    void hedgeThatAnswersFirst_isReturned_andTheFirstCallIsAborted() throws InterruptedException {
        CompletableFuture<String> call = begin();
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        assertThat(hedge.host()).isNotEqualTo(first.host());
        assertThat(hedge.request.httpRequest().headers())
                .isEqualTo(first.request.httpRequest().headers());
        hedge.answer("hedge");
        assertThat(call.join()).isEqualTo("hedge");
        assertThat(first.aborted).isTrue();
        assertThat(hedge.aborted).isFalse();
        assertAllNodesUp();
    }

    @Test
    void firstCallThatAnswersFirst_isReturned_andTheHedgeIsAborted() throws InterruptedException {
        CompletableFuture<String> call = begin();
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        first.answer("first");
        assertThat(call.join()).isEqualTo("first");
        assertThat(hedge.aborted).isTrue();
        assertAllNodesUp();
    }

    @Test
    void bothAnswerConcurrently_oneIsReturned_andTheOtherIsAborted() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            if (i > 0) {
                trainReadLatency();
            }
            CompletableFuture<String> call = begin();
            HeldClient.Exchange first = delegate.next();
            HeldClient.Exchange hedge = delegate.next();
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> hedge.answer("hedge"));
            first.answer("first");
            other.join();
            HeldClient.Exchange loser = call.join().equals("first") ? hedge : first;
            Await.until("the loser is aborted", () -> loser.aborted);
        }
        assertAllNodesUp();
    }

    @Test
    void firstCallFails_theHedgeIsReturned() throws InterruptedException {
        CompletableFuture<String> call = begin();
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        first.fail(new IOException("Connection reset"));
        awaitInFlight(1);
        hedge.answer("hedge");
        assertThat(call.join()).isEqualTo("hedge");
        assertThat(hedge.aborted).isFalse();
    }

    @Test
    void hedgeFails_theFirstCallIsReturned() throws InterruptedException {
        CompletableFuture<String> call = begin();
        HeldClient.Exchange first = delegate.next();
        delegate.next().fail(new ConnectException("Connection refused"));
        Await.until(
                "the hedge's node is down",
                () -> http.nodes().stream().anyMatch(node -> node.state() == NodeState.DOWN));
        assertThat(call).isNotDone();
        first.answer("first");
        assertThat(call.join()).isEqualTo("first");
        assertThat(delegate.isIdle()).isTrue();
    }

    @Test
    void bothFail_theLastFailureIsThrown() throws InterruptedException {
        CompletableFuture<String> call = begin();
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        first.fail(new IOException("Connection reset"));
        awaitInFlight(1);
        hedge.fail(new IOException("failure of the hedge"));
        assertThatThrownBy(call::join).hasRootCauseMessage("failure of the hedge");
    }

    @Test
    void abort_abortsBothCalls() throws InterruptedException {
        ExecutableHttpRequest request = prepared(BODY);
        CompletableFuture<String> call = begin(request);
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        request.abort();
        assertThatThrownBy(call::join).hasRootCauseMessage("Request aborted");
        assertThat(first.aborted).isTrue();
        assertThat(hedge.aborted).isTrue();
        assertAllNodesUp();
    }

    @Test
    void abortAfterTheHedgeWasReturned_endsIt() throws IOException, InterruptedException {
        ExecutableHttpRequest request = prepared(BODY);
        CompletableFuture<Void> nodes = CompletableFuture.runAsync(() -> {
            try {
                delegate.next();
                delegate.next().answer("hedge");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        request.call();
        nodes.join();
        request.abort();
        assertThat(inFlight()).isZero();
    }

    @Test
    void interruptedCaller_abortsTheRemainingHedge() throws InterruptedException {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        ExecutableHttpRequest request = prepared(BODY);
        Thread caller = new Thread(() -> {
            try {
                read(request);
            } catch (IOException e) {
                failure.complete(
                        Thread.currentThread().isInterrupted()
                                ? e
                                : new AssertionError("interrupt flag was cleared", e));
            }
        });
        caller.start();
        HeldClient.Exchange first = delegate.next();
        HeldClient.Exchange hedge = delegate.next();
        first.fail(new IOException("Connection reset"));
        awaitInFlight(1);
        Await.until("the caller waits for the hedge", () -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        assertThat(failure.join()).isInstanceOf(InterruptedIOException.class);
        assertThat(hedge.aborted).isTrue();
    }

    @Test
    void bodyThatCannotBeReadTwice_failsTheHedgeOnly_andDoesNotCountAgainstItsNode() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            AtomicInteger reads = new AtomicInteger();
            CompletableFuture<String> call = begin(prepared(() -> {
                if (reads.incrementAndGet() > 1) {
                    throw new IllegalStateException("already read");
                }
                return BODY.newStream();
            }));
            HeldClient.Exchange first = delegate.next();
            Await.until("the hedge was sent", () -> reads.get() > 1);
            awaitInFlight(1);
            assertThat(call).isNotDone();
            first.answer("first");
            assertThat(call.join()).isEqualTo("first");
        }
        assertAllNodesUp();
    }

    @Test
    void partiQlIsHedged_ifItSelects() throws InterruptedException {
        CompletableFuture<String> call = begin(prepared("ExecuteStatement", statement("SELECT * FROM dogs")));
        HeldClient.Exchange first = delegate.next();
        delegate.next().answer("hedge");
        assertThat(call.join()).isEqualTo("hedge");
        assertThat(first.aborted).isTrue();
    }

    private static ContentStreamProvider statement(String statement) {
        return ContentStreamProvider.fromUtf8String("{\"Statement\":\"" + statement + "\"}");
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                Arguments.of("PutItem", BODY), Arguments.of("ExecuteStatement", statement("DELETE FROM dogs")));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writesAreNeverHedged(String operation, ContentStreamProvider body) throws InterruptedException {
        CompletableFuture<String> write = begin(prepared(operation, body));
        HeldClient.Exchange first = delegate.next();
        CompletableFuture<String> read = begin();
        HeldClient.Exchange readFirst = delegate.next();
        HeldClient.Exchange readHedge = delegate.next(); // the write began earlier, so its hedge would have come first
        assertThat(readHedge.request.httpRequest().firstMatchingHeader("X-Amz-Target"))
                .hasValue("DynamoDB_20120810.GetItem");
        readFirst.answer("read");
        first.answer("written");
        assertThat(read.join()).isEqualTo("read");
        assertThat(write.join()).isEqualTo("written");
        assertThat(delegate.isIdle()).isTrue();
    }
}
