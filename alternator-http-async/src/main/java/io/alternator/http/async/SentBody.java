package io.alternator.http.async;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A request body that reports when the wrapped client has read all of it. */
final class SentBody implements SdkHttpContentPublisher {
    private final SdkHttpContentPublisher body;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();

    SentBody(SdkHttpContentPublisher body) {
        this.body = body;
    }

    /** Completes when the wrapped client has the whole body; never if it stops before. */
    CompletableFuture<Void> sent() {
        return sent;
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
                sent.complete(null);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
                sent.complete(null);
            }
        });
    }
}
