package io.alternator.http.async;

import java.nio.ByteBuffer;
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

/** A client without a network; the test plays its events by hand. Every server is a cluster of one. */
final class FakeAsyncClient implements SdkAsyncHttpClient {
    final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    final Queue<Throwable> failsAtOnce = new ConcurrentLinkedQueue<>();
    final AtomicInteger closed = new AtomicInteger();
    /** Of the others the test says when they are sent. */
    volatile Predicate<SdkHttpRequest> sendsAtOnce = request -> true;

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        Exchange exchange = new Exchange(request);
        if (request.request().method() == SdkHttpMethod.GET) {
            exchange.fail(new IllegalStateException("no list"));
        } else {
            if (sendsAtOnce.test(request.request())) {
                exchange.sends();
            }
            exchanges.add(exchange);
            Throwable atOnce = failsAtOnce.poll();
            if (atOnce != null) {
                exchange.fail(atOnce);
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

    /** One request under way. */
    static final class Exchange implements Subscription {
        final AsyncExecuteRequest request;
        final CompletableFuture<Void> future = new CompletableFuture<>();
        final Queue<ByteBuffer> sent = new ConcurrentLinkedQueue<>();
        private @Nullable Subscriber<? super ByteBuffer> body;
        volatile boolean stoppedBeforeSent;
        volatile boolean bodyCancelled;

        private Exchange(AsyncExecuteRequest request) {
            this.request = request;
        }

        /** Takes the whole request. */
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
                    stoppedBeforeSent = future.isDone();
                }
            });
            return this;
        }

        Exchange headers() {
            request.responseHandler()
                    .onHeaders(SdkHttpFullResponse.builder().statusCode(200).build());
            request.responseHandler().onStream(subscriber -> {
                body = subscriber;
                subscriber.onSubscribe(this);
            });
            return this;
        }

        Exchange bodyEnds() {
            java.util.Objects.requireNonNull(body).onComplete();
            return this;
        }

        Exchange bodyBreaks(Throwable failure) {
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

        /** Both, as clients do. */
        Exchange fail(Throwable failure) {
            return onError(failure).futureFails(failure);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            bodyCancelled = true;
        }
    }
}
