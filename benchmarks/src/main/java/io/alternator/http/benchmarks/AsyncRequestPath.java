package io.alternator.http.benchmarks;

import io.alternator.http.async.AlternatorAsyncHttpClient;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;

/** A request from {@code execute} to the end of the response body, over a no-op async client. Threads share the client. */
public class AsyncRequestPath extends RequestPath {
    private static final SdkHttpContentPublisher NO_CONTENT = new NoContent();

    private final SdkHttpRequest request = signedRequest();
    private final SdkAsyncHttpClient http = new NoOpClient(1);

    /** The baseline: the client without the wrapper. */
    @Benchmark
    public int bare() {
        return exchange(http);
    }

    /** The same client through the wrapper. */
    @Benchmark
    public int wrapped(Wrapped client) {
        return exchange(client.http);
    }

    private int exchange(SdkAsyncHttpClient http) {
        ByteCounter bytes = new ByteCounter();
        http.execute(AsyncExecuteRequest.builder()
                        .request(request)
                        .requestContentPublisher(NO_CONTENT)
                        .responseHandler(bytes)
                        .build())
                .join();
        return bytes.count;
    }

    /** The wrapper over the no-op client. */
    public static class Wrapped extends Wrapper<AlternatorAsyncHttpClient> {
        @Override
        AlternatorAsyncHttpClient open(int nodes) {
            return AlternatorAsyncHttpClient.wrapAsync(new NoOpClient.AsyncBuilder(nodes), settings());
        }

        @Override
        int knownNodes() {
            return http.nodes().size();
        }
    }

    private static final class ByteCounter implements SdkAsyncHttpResponseHandler {
        private int count;

        @Override
        public void onHeaders(SdkHttpResponse headers) {}

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(new SimpleSubscriber(part -> count += part.remaining()));
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class NoContent implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(0L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            throw new AssertionError("the no-op client must not read the request body");
        }
    }
}
