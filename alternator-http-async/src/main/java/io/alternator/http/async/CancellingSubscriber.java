package io.alternator.http.async;

import java.nio.ByteBuffer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Cancels a body that is not wanted; without a subscriber, the client would keep its buffers for ever. */
final class CancellingSubscriber implements Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer part) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
