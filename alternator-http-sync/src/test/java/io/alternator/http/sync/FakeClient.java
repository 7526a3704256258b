package io.alternator.http.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** A client without a network. It answers as the test sets it; node lists get 404, so every server is a cluster of one. */
final class FakeClient implements SdkHttpClient {
    final List<HttpExecuteRequest> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger aborted = new AtomicInteger();
    final AtomicInteger bodiesAborted = new AtomicInteger();
    final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    volatile @Nullable String body = "{}";
    volatile @Nullable Exception failure;
    volatile Runnable beforeAnswer = () -> {};
    volatile Consumer<SdkHttpRequest> beforePreparing = request -> {};

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean control = request.httpRequest().method() == SdkHttpMethod.GET;
        if (!control) {
            requests.add(request);
            beforePreparing.accept(request.httpRequest());
        }
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                ContentStreamProvider sent = request.contentStreamProvider().orElse(null);
                if (sent != null) {
                    sent.newStream().readAllBytes();
                }
                return control ? response(404, "") : answer();
            }

            @Override
            public void abort() {
                aborted.incrementAndGet();
            }
        };
    }

    private HttpExecuteResponse answer() throws IOException {
        beforeAnswer.run();
        Exception toThrow = failure;
        if (toThrow instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (toThrow != null) {
            throw (IOException) toThrow;
        }
        Integer next = statuses.poll();
        return response(next == null ? 200 : next, body);
    }

    private HttpExecuteResponse response(int status, @Nullable String content) {
        HttpExecuteResponse.Builder response = HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder().statusCode(status).build());
        if (content != null) {
            response.responseBody(AbortableInputStream.create(
                    new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                    bodiesAborted::incrementAndGet));
        }
        return response.build();
    }

    @Override
    public String clientName() {
        return "Fake";
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** Builds fake clients and records the defaults that it was given. */
    static final class Builder implements SdkHttpClient.Builder<Builder> {
        final List<FakeClient> built = new CopyOnWriteArrayList<>();
        final List<AttributeMap> defaults = new CopyOnWriteArrayList<>();

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            defaults.add(serviceDefaults);
            FakeClient client = new FakeClient();
            built.add(client);
            return client;
        }
    }
}
