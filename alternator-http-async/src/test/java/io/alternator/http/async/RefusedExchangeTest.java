package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** What the caller hears of a 400, which may be a refusal. */
final class RefusedExchangeTest {
    private static final String REFUSAL = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";
    private static final String INVALID = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\"}";

    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate,
            AlternatorConfig.builder().seeds("n1", "n2").domain("dog.example").build());
    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void close() {
        http.close();
    }

    private CompletableFuture<Void> execute(SdkHttpContentPublisher body) {
        return http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", "PutItem").build())
                .requestContentPublisher(body)
                .responseHandler(handler)
                .build());
    }

    private int inFlight() {
        return http.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    @Test
    void refusal_isNotSeen_andAnotherNodeAnswers() {
        CompletableFuture<Void> result = execute(new NoContent());
        FakeAsyncClient.Exchange refused = delegate.last();
        refused.headers(400).part(REFUSAL).bodyEnds().completes();
        assertThat(handler.events).isEmpty();
        assertThat(delegate.exchanges).hasSize(2);
        assertThat(refused.bodyCancelled).isFalse(); // read to its end, so the connection is kept
        delegate.last().headers().bodyEnds().completes();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertThat(result).isCompleted();
        assertThat(inFlight()).isZero();
    }

    @Test
    void responseWithoutABody_isPassedOn() {
        CompletableFuture<Void> result = execute(new NoContent());
        delegate.last().headersWithoutBody(400).completes();
        assertThat(handler.events).containsExactly("headers");
        assertThat(result).isCompleted();
        assertThat(inFlight()).isZero();
    }

    @Test
    void anotherError_isPassedOnOnceItsTypeIsKnown_part_byPart() {
        CompletableFuture<Void> result = execute(new NoContent());
        FakeAsyncClient.Exchange exchange = delegate.last().headers(400).part(INVALID.substring(0, 20));
        assertThat(handler.events).isEmpty();
        exchange.part(INVALID.substring(20));
        assertThat(handler.events).containsExactly("headers", "stream", "next");
        java.util.Objects.requireNonNull(handler.subscription).request(1);
        assertThat(handler.events).containsExactly("headers", "stream", "next", "next");
        exchange.part("more");
        assertThat(handler.events).hasSize(4); // not requested
        exchange.bodyEnds();
        assertThat(handler.events).hasSize(4);
        handler.subscription.request(5);
        assertThat(handler.events).endsWith("next", "next", "complete");
        exchange.completes();
        assertThat(result).isCompleted();
        assertThat(delegate.exchanges).hasSize(1);
        assertThat(inFlight()).isZero();
    }

    @Test
    void emptyError_thatCompletesEarly_isPassedOn() {
        CompletableFuture<Void> result = execute(new NoContent());
        delegate.last().headers(400).completes().bodyEnds();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertThat(result).isCompleted();
        assertThat(inFlight()).isZero();
    }

    @Test
    void failureWhileTheHeadersAreHeldBack_isAFailureWithoutAResponse() {
        CompletableFuture<Void> result = execute(new NoContent());
        delegate.last().headers(400).part("{").fail(new IOException("Connection reset"));
        assertThat(handler.events).containsExactly("error");
        assertThat(result).isCompletedExceptionally();
        assertThat(inFlight()).isZero();
    }

    @Test
    void bodyThatEndsWithAnErrorWhileHeldBack_isAFailureWithoutAResponse() {
        CompletableFuture<Void> result = execute(new NoContent());
        delegate.last().headers(400).part("{").bodyFails(new IOException("Connection reset"));
        assertThat(handler.events).containsExactly("error");
        assertThat(result).isCompletedExceptionally();
        assertThat(inFlight()).isZero();
    }

    @Test
    void cancelledWhileHeldBack_isCancelled() {
        CompletableFuture<Void> result = execute(new NoContent());
        FakeAsyncClient.Exchange exchange = delegate.last().headers(400).part("{");
        result.cancel(true);
        assertThat(exchange.future).isCancelled();
        assertThat(inFlight()).isZero();
    }

    @Test
    void bodyOfUnknownLength_isNotSentTwice_andTheRefusalIsPassedOn() {
        CompletableFuture<Void> result = execute(new SdkHttpContentPublisher() {
            @Override
            public Optional<Long> contentLength() {
                return Optional.empty();
            }

            @Override
            public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
                new NoContent().subscribe(subscriber);
            }
        });
        delegate.last().headers(400).part(REFUSAL).bodyEnds().completes();
        assertThat(delegate.exchanges).hasSize(1);
        assertThat(handler.events).containsExactly("headers", "stream", "next", "complete");
        assertThat(result).isCompleted();
    }
}
