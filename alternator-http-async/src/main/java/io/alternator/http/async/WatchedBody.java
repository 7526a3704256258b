package io.alternator.http.async;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A request's body that lets know when the wrapped client wants no more of it. */
final class WatchedBody implements SdkHttpContentPublisher {
    private final SdkHttpContentPublisher body;
    private final CompletableFuture<Void> taken = new CompletableFuture<>();

    WatchedBody(SdkHttpContentPublisher body) {
        this.body = body;
    }

    /** Completes when the wrapped client has the whole body; never if it does not get that far. */
    CompletableFuture<Void> taken() {
        return taken;
    }

    @Override
    public Optional<Long> contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                subscriber.onNext(part);
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
                taken.complete(null);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
                taken.complete(null);
            }
        });
    }
}
