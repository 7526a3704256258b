package io.alternator.http.async;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Collects the body of an error response, which is read before it is decided who gets it; then publishes it in one part. */
final class HeldBody implements Subscriber<ByteBuffer>, Publisher<ByteBuffer> {
    private final Consumer<HeldBody> onComplete;
    private final Consumer<Throwable> onError;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    HeldBody(Consumer<HeldBody> onComplete, Consumer<Throwable> onError) {
        this.onComplete = onComplete;
        this.onError = onError;
    }

    /** What has been collected. */
    byte[] bytes() {
        return body.toByteArray();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        onError.accept(failure);
    }

    @Override
    public void onComplete() {
        onComplete.accept(this);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Subscription() {
            private boolean done;

            @Override
            public void request(long n) {
                if (!done) {
                    done = true;
                    subscriber.onNext(ByteBuffer.wrap(bytes()));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                done = true;
            }
        });
    }
}
