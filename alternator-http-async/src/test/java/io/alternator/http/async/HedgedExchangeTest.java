package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Hedging with two exchanges of one request, whose events the test triggers in any order. */
final class HedgedExchangeTest {
    /** Trains the read latency and fills the budget for ten hedges. On a busy machine, some of these reads are hedged too. */
    private static final int READS_FOR_TEN_HEDGES = 500;

    private final IOException reset = new IOException("Connection reset");
    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate,
            AlternatorConfig.builder()
                    .seeds("n1", "n2")
                    .domain("dog.example")
                    .hedging(true)
                    .build());
    private RecordingHandler handler = new RecordingHandler();

    @BeforeEach
    void trainReadLatency() {
        sendReads();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(isIdle()).isTrue();
        http.close();
    }

    private void sendReads() {
        for (int i = 0; i < READS_FOR_TEN_HEDGES; i++) {
            begin("GetItem", new NoContent());
            for (FakeAsyncClient.Exchange exchange :
                    delegate.exchanges) { // the last may be a late hedge of an earlier read
                if (!exchange.future.isDone()) {
                    exchange.headers().bodyEnds().completes();
                }
            }
            delegate.exchanges.clear();
        }
        Await.until("hedges of these reads have ended", this::isIdle);
        delegate.exchanges.clear();
    }

    private boolean isIdle() {
        return http.nodes().stream().allMatch(node -> node.inFlight() == 0);
    }

    private CompletableFuture<Void> begin(String operation, SdkHttpContentPublisher content) {
        handler = new RecordingHandler();
        return http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", operation).build())
                .requestContentPublisher(content)
                .responseHandler(handler)
                .build());
    }

    private CompletableFuture<Void> beginHedged() {
        return beginHedged("GetItem", new NoContent());
    }

    /** Begins a request whose two exchanges are sent only by the test. Late hedges of earlier reads are sent, and so are cancelled. */
    private CompletableFuture<Void> beginHedgedUnsent() {
        delegate.sendsImmediately = request -> !target(request).endsWith("Query");
        return beginHedged("Query", new NoContent());
    }

    private CompletableFuture<Void> beginHedged(String operation, SdkHttpContentPublisher content) {
        CompletableFuture<Void> result = begin(operation, content);
        Await.until("the hedge starts", () -> {
            delegate.exchanges.removeIf(exchange -> exchange.future.isDone()); // late hedges of earlier reads
            return delegate.exchanges.size() == 2;
        });
        assertThat(delegate.exchanges)
                .extracting(exchange -> exchange.request.request().host())
                .containsExactlyInAnyOrder("n1", "n2");
        return result;
    }

    private static String target(SdkHttpRequest request) {
        return request.firstMatchingHeader("X-Amz-Target").orElseThrow();
    }

    private FakeAsyncClient.Exchange first() {
        return delegate.exchanges.get(0);
    }

    private FakeAsyncClient.Exchange hedge() {
        return delegate.exchanges.get(1);
    }

    private void assertAllNodesUp() {
        assertThat(http.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.UP);
    }

    static Stream<BiConsumer<FakeAsyncClient.Exchange, Throwable>> waysToFail() {
        return AlternatorAsyncHttpClientTest.waysToFail();
    }

    @Test
    void hedgeThatAnswersFirst_isDelivered_andTheFirstExchangeIsCancelled() {
        CompletableFuture<Void> result = beginHedged();
        hedge().headers();
        assertThat(first().future).isCompletedExceptionally();
        first().onError(reset);
        hedge().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertAllNodesUp();
    }

    @Test
    void firstExchangeThatAnswersFirst_isDelivered_andTheHedgeIsCancelled() {
        CompletableFuture<Void> result = beginHedged();
        first().headers();
        assertThat(hedge().future).isCompletedExceptionally();
        hedge().onError(reset);
        first().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertAllNodesUp();
    }

    @Test
    void unsentHedgeThatLost_isCancelledOnceSent() {
        CompletableFuture<Void> result = beginHedgedUnsent();
        assertLoserIsCancelledOnceSent(result, first(), hedge());
    }

    @Test
    void unsentFirstExchangeThatLost_isCancelledOnceSent() {
        CompletableFuture<Void> result = beginHedgedUnsent();
        assertLoserIsCancelledOnceSent(result, hedge(), first());
    }

    private void assertLoserIsCancelledOnceSent(
            CompletableFuture<Void> result, FakeAsyncClient.Exchange winner, FakeAsyncClient.Exchange loser) {
        winner.sends().headers().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(isIdle()).isTrue();
        assertThat(loser.future).isNotDone();
        loser.sends();
        assertThat(loser.doneBeforeSent).isFalse();
        assertThat(loser.future).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertAllNodesUp();
    }

    @Test
    void failureOfALoserThatIsNeverSent_isIgnored() {
        CompletableFuture<Void> result = beginHedgedUnsent();
        first().sends().headers().bodyEnds().completes();
        hedge().fail(new ConnectException("connect timed out"));
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertAllNodesUp();
    }

    @Test
    void cancelledRequest_endsBeforeItIsSent() {
        beginHedgedUnsent().cancel(true);
        assertThat(first().future).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
        hedge().sends();
        assertThat(hedge().future).isCompletedExceptionally();
    }

    @Test
    void hedgeSendsTheWholeBody() {
        ByteBuffer body = ByteBuffer.wrap("{\"TableName\":\"dogs\"}".getBytes(StandardCharsets.UTF_8));
        beginHedged("GetItem", new SingleBufferContent(body));
        assertThat(hedge().request.requestContentPublisher().contentLength()).hasValue((long) body.remaining());
        assertThat(hedge().sent).containsExactly(body);
        first().headers().bodyEnds().completes();
    }

    @Test
    void lateResponseOfTheLoser_isDropped_andItsBodyIsCancelled() {
        CompletableFuture<Void> result = beginHedged();
        hedge().headers();
        first().headers();
        assertThat(first().bodyCancelled).isTrue();
        assertThat(hedge().bodyCancelled).isFalse();
        hedge().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
    }

    @Test
    void bothAnswerConcurrently_oneIsDelivered() throws Exception {
        for (int i = 0; i < 20; i++) {
            sendReads();
            CompletableFuture<Void> result = beginHedged();
            CyclicBarrier barrier = new CyclicBarrier(2);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                await(barrier);
                headersUnlessCancelled(hedge());
            });
            await(barrier);
            headersUnlessCancelled(first());
            other.join();
            assertThat(handler.events).containsExactly("headers", "stream");
            FakeAsyncClient.Exchange winner = first().future.isDone() ? hedge() : first();
            winner.bodyEnds().completes();
            assertThat(result).isCompleted();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void headersUnlessCancelled(FakeAsyncClient.Exchange exchange) {
        if (!exchange.future.isDone()) {
            exchange.headers();
        }
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void firstExchangeFails_theHedgeIsDelivered(BiConsumer<FakeAsyncClient.Exchange, Throwable> fail) {
        CompletableFuture<Void> result = beginHedged();
        fail.accept(first(), reset);
        assertThat(result).isNotDone();
        hedge().headers().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void hedgeFails_theFirstExchangeIsDelivered(BiConsumer<FakeAsyncClient.Exchange, Throwable> fail) {
        CompletableFuture<Void> result = beginHedged();
        fail.accept(hedge(), new ConnectException("Connection refused"));
        assertThat(delegate.exchanges).hasSize(2);
        first().headers().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void bothFail_theCallerIsNotifiedOnce(BiConsumer<FakeAsyncClient.Exchange, Throwable> fail) {
        CompletableFuture<Void> result = beginHedged();
        fail.accept(first(), reset);
        fail.accept(hedge(), reset);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
    }

    @Test
    void failureInTheDeliveredHedgesBody_isPassedToTheCaller() {
        CompletableFuture<Void> result = beginHedged();
        hedge().headers().bodyFails(reset).fail(reset);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).startsWith("headers", "stream", "error").doesNotContain("complete");
    }

    @Test
    void cancelledRequest_cancelsBoth_andDoesNotCountAgainstANode() {
        CompletableFuture<Void> result = beginHedged();
        result.cancel(true);
        assertThat(first().future).isCompletedExceptionally();
        assertThat(hedge().future).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
        assertAllNodesUp();
    }

    @Test
    void cancel_reachesTheRemainingHedge() {
        CompletableFuture<Void> result = beginHedged();
        first().fail(reset);
        result.cancel(true);
        assertThat(hedge().future).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
    }

    @Test
    void cancel_reachesTheDeliveredHedge() {
        CompletableFuture<Void> result = beginHedged();
        hedge().headers();
        result.cancel(true);
        assertThat(hedge().future).isCompletedExceptionally();
    }

    @Test
    void partiQlIsHedged_ifItSelects() {
        CompletableFuture<Void> result = beginHedged("ExecuteStatement", statement("SELECT * FROM dogs"));
        hedge().headers().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(first().future).isCompletedExceptionally();
    }

    private static SdkHttpContentPublisher statement(String statement) {
        byte[] json = ("{\"Statement\":\"" + statement + "\"}").getBytes(StandardCharsets.UTF_8);
        return new SingleBufferContent(ByteBuffer.wrap(json));
    }

    /** PartiQL whose body cannot be read at once may be anything. */
    static Stream<Arguments> writes() {
        return Stream.of(
                Arguments.of("PutItem", new NoContent()),
                Arguments.of("ExecuteStatement", statement("DELETE FROM dogs")),
                Arguments.of("ExecuteStatement", new LateContent()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writesAndStreamsAreNeverHedged(String operation, SdkHttpContentPublisher content) {
        CompletableFuture<Void> write = begin(operation, content);
        CompletableFuture<Void> stream = begin("GetItem", new UnknownLengthContent());
        begin("GetItem", new NoContent());
        Await.until(
                "the last read is hedged",
                () -> delegate.exchanges.size() == 4); // it began last, so hedges of the others would have come first
        assertThat(delegate.exchanges.get(3).request.requestContentPublisher().contentLength())
                .hasValue(0L);
        assertThat(target(delegate.exchanges.get(3).request.request())).isEqualTo("DynamoDB_20120810.GetItem");
        for (int i = 0; i < 3; i++) {
            delegate.exchanges.get(i).headers().bodyEnds().completes();
        }
        assertThat(write).isCompleted();
        assertThat(stream).isCompleted();
        assertThat(delegate.exchanges).hasSize(4);
    }

    private record SingleBufferContent(ByteBuffer buffer) implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) buffer.remaining());
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    subscriber.onNext(buffer);
                    subscriber.onComplete();
                }

                @Override
                public void cancel() {}
            });
        }
    }

    /** Of known length, but not there yet. */
    private static final class LateContent implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(10L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }
    }

    private static final class UnknownLengthContent implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.empty();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {}
    }
}
