package io.alternator.http.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A client, sync and async, that answers immediately on the caller's thread, without I/O: with a list of nodes to a GET, with one small
 * item to everything else.
 */
final class NoOpClient implements SdkHttpClient, SdkAsyncHttpClient {
    private static final byte[] ITEM =
            "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"dog\"}}}".getBytes(StandardCharsets.UTF_8);
    private static final SdkHttpResponse HEADERS = SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(ITEM.length))
            .putHeader("x-amzn-RequestId", "0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09")
            .build();
    private static final SdkHttpContentPublisher NO_CONTENT = new NoContent();

    private final byte[] nodeList;

    /** Builds sync clients whose node list has this many nodes. */
    record SyncBuilder(int nodes) implements SdkHttpClient.Builder<SyncBuilder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new NoOpClient(nodes);
        }
    }

    /** Builds async clients whose node list has this many nodes. */
    record AsyncBuilder(int nodes) implements SdkAsyncHttpClient.Builder<AsyncBuilder> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new NoOpClient(nodes);
        }
    }

    NoOpClient(int nodes) {
        nodeList = IntStream.range(0, nodes)
                .mapToObj(n -> "\"10.0." + n / 250 + "." + (n % 250 + 1) + "\"")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(HEADERS)
                        .responseBody(
                                AbortableInputStream.create(new ByteArrayInputStream(body(request.httpRequest()))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    /** Sends a request through a client and returns the length of the response's body, which the buffer has room for. */
    static int exchange(SdkHttpClient http, HttpExecuteRequest request, byte[] buffer) throws IOException {
        try (AbortableInputStream body =
                http.prepareRequest(request).call().responseBody().orElseThrow()) {
            return body.readNBytes(buffer, 0, buffer.length);
        }
    }

    /** The same for an async client. */
    static int exchange(SdkAsyncHttpClient http, SdkHttpRequest request) {
        ByteCounter bytes = new ByteCounter();
        http.execute(AsyncExecuteRequest.builder()
                        .request(request)
                        .requestContentPublisher(NO_CONTENT)
                        .responseHandler(bytes)
                        .build())
                .join();
        return bytes.count;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        byte[] body = body(request.request());
        request.responseHandler().onHeaders(HEADERS);
        request.responseHandler().onStream(subscriber -> subscriber.onSubscribe(subscription(subscriber, body)));
        return CompletableFuture.completedFuture(null);
    }

    /** Passes the body on with the first request for data. The SDK's publishers allocate twice as much as all the rest. */
    private static Subscription subscription(Subscriber<? super ByteBuffer> subscriber, byte[] body) {
        return new Subscription() {
            private boolean done;

            @Override
            public void request(long n) {
                if (!done) {
                    done = true;
                    subscriber.onNext(ByteBuffer.wrap(body));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                done = true;
            }
        };
    }

    private byte[] body(SdkHttpRequest request) {
        return request.method() == SdkHttpMethod.GET ? nodeList : ITEM;
    }

    @Override
    public String clientName() {
        return "NoOp";
    }

    @Override
    public void close() {}

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
