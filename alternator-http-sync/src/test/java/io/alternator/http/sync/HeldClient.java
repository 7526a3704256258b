package io.alternator.http.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;

/** A client without a network, whose calls block until the test completes or aborts them. */
final class HeldClient implements SdkHttpClient {
    private final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();

    /** While false, every call is answered immediately. */
    volatile boolean holdsCalls;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Exchange exchange = new Exchange(request);
        if (request.httpRequest().method() == SdkHttpMethod.GET) {
            exchange.fail(new IOException("no node list"));
        } else if (!holdsCalls) {
            exchange.answer("{}");
        }
        return exchange;
    }

    /** Waits for the next call that blocks. */
    Exchange next() throws InterruptedException {
        Exchange next = held.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no call within 30 s");
        }
        return next;
    }

    boolean isIdle() {
        return held.isEmpty();
    }

    @Override
    public void close() {}

    /** A call in progress. */
    final class Exchange implements ExecutableHttpRequest {
        final HttpExecuteRequest request;
        volatile boolean aborted;
        volatile boolean bodyAborted;
        private final CompletableFuture<HttpExecuteResponse> end = new CompletableFuture<>();

        private Exchange(HttpExecuteRequest request) {
            this.request = request;
        }

        String host() {
            return request.httpRequest().host();
        }

        void answer(String body) {
            end.complete(HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder().statusCode(200).build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> bodyAborted = true))
                    .build());
        }

        void fail(IOException failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            request.contentStreamProvider().ifPresent(body -> body.newStream());
            if (!end.isDone()) {
                held.add(this);
            }
            try {
                return end.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }

        @Override
        public void abort() {
            aborted = true;
            end.completeExceptionally(new IOException("Request aborted"));
        }
    }
}
