package io.alternator.http.async;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** A client without a network, whose events the test triggers. Node lists fail, so every server is a cluster of one. */
final class FakeAsyncClient implements SdkAsyncHttpClient {
    final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    final Queue<Throwable> immediateFailures = new ConcurrentLinkedQueue<>();
    final Queue<Error> thrown = new ConcurrentLinkedQueue<>();
    final AtomicInteger closed = new AtomicInteger();
    /** Selects the requests that are sent immediately; the test sends the others. */
    volatile Predicate<SdkHttpRequest> sendsImmediately = request -> true;

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        Exchange exchange = new Exchange(request);
        if (request.request().method() == SdkHttpMethod.GET) {
            exchange.fail(new IllegalStateException("no node list"));
        } else {
            Error error = thrown.poll();
            if (error != null) {
                throw error;
            }
            if (sendsImmediately.test(request.request())) {
                exchange.sends();
            }
            exchanges.add(exchange);
            Throwable immediate = immediateFailures.poll();
            if (immediate != null) {
                exchange.fail(immediate);
            }
        }
        return exchange.future;
    }

    Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    @Override
    public String clientName() {
        return "FakeAsync";
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** A request in progress. */
    static final class Exchange implements Subscription {
        final AsyncExecuteRequest request;
        final CompletableFuture<Void> future = new CompletableFuture<>();
        final Queue<ByteBuffer> sent = new ConcurrentLinkedQueue<>();
        private @Nullable Subscriber<? super ByteBuffer> body;
        volatile boolean doneBeforeSent;
        volatile boolean bodyCancelled;
        volatile @Nullable Throwable failsWhenBodyIsCancelled;
        volatile Runnable afterBodyIsCancelled = () -> {};

        private Exchange(AsyncExecuteRequest request) {
            this.request = request;
        }

        /** Consumes the whole request body. */
        Exchange sends() {
            request.requestContentPublisher().subscribe(new Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ByteBuffer part) {
                    sent.add(part);
                }

                @Override
                public void onError(Throwable failure) {
                    fail(failure);
                }

                @Override
                public void onComplete() {
                    doneBeforeSent = future.isDone();
                }
            });
            return this;
        }

        Exchange headers() {
            return headers(200);
        }

        Exchange headersWithoutBody(int status) {
            request.responseHandler()
                    .onHeaders(SdkHttpFullResponse.builder()
                            .statusCode(status)
                            .putHeader("Content-Length", "0")
                            .build());
            return this;
        }

        Exchange headers(int status) {
            return headersWithoutBody(status).stream();
        }

        Exchange compressedHeaders() {
            request.responseHandler()
                    .onHeaders(SdkHttpFullResponse.builder()
                            .statusCode(200)
                            .putHeader("Content-Encoding", "gzip")
                            .build());
            return stream();
        }

        Exchange stream() {
            request.responseHandler().onStream(subscriber -> {
                body = subscriber;
                subscriber.onSubscribe(this);
            });
            return this;
        }

        Exchange part(String text) {
            java.util.Objects.requireNonNull(body).onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        Exchange bodyEnds() {
            java.util.Objects.requireNonNull(body).onComplete();
            return this;
        }

        Exchange bodyFails(Throwable failure) {
            java.util.Objects.requireNonNull(body).onError(failure);
            return this;
        }

        Exchange completes() {
            future.complete(null);
            return this;
        }

        Exchange onError(Throwable failure) {
            request.responseHandler().onError(failure);
            return this;
        }

        Exchange futureFails(Throwable failure) {
            future.completeExceptionally(failure);
            return this;
        }

        /** Fails the handler and the future, as real clients do. */
        Exchange fail(Throwable failure) {
            return onError(failure).futureFails(failure);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            bodyCancelled = true;
            afterBodyIsCancelled.run();
            Throwable failure = failsWhenBodyIsCancelled;
            if (failure != null) {
                futureFails(failure);
            }
        }
    }
}
