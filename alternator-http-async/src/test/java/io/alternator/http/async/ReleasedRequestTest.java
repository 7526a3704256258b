package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.UnsignedRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A wrapped client that keeps a request after its end, as Netty's does, keeps nothing of the attempt and of the body. */
final class ReleasedRequestTest {
    private static final long LENGTH = 100_000;

    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate, AlternatorConfig.builder().seeds("n1").build());
    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void close() {
        http.close();
    }

    private CompletableFuture<Void> execute() {
        SdkHttpContentPublisher body = new SdkHttpContentPublisher() {
            @Override
            public Optional<Long> contentLength() {
                return Optional.of(LENGTH);
            }

            @Override
            public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
                new NoContent().subscribe(subscriber);
            }
        };
        return http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("n1", "PutItem").build())
                .requestContentPublisher(body)
                .responseHandler(handler)
                .build());
    }

    private long bodyLength() {
        return delegate.last().request.requestContentPublisher().contentLength().orElseThrow();
    }

    @Test
    void response_releasesTheBodyAndTheHandler() {
        CompletableFuture<Void> result = execute();
        assertThat(bodyLength()).isEqualTo(LENGTH);
        FakeAsyncClient.Exchange exchange = delegate.last().headers().bodyEnds();
        assertThat(bodyLength()).isEqualTo(LENGTH);
        exchange.completes();
        assertThat(result).isCompleted();
        assertThat(bodyLength()).isZero();
        List<String> events = List.copyOf(handler.events);
        exchange.onError(new IllegalStateException("late")).headers();
        assertThat(handler.events).isEqualTo(events);
    }

    @Test
    void failure_releasesTheBodyAndTheHandler() {
        CompletableFuture<Void> result = execute();
        delegate.last().fail(new java.io.IOException("Connection reset"));
        assertThat(result).isCompletedExceptionally();
        assertThat(bodyLength()).isZero();
    }
}
