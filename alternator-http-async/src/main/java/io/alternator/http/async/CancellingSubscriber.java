package io.alternator.http.async;

import java.nio.ByteBuffer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes nothing of a body, and says so: or the client would hold what it has of it for ever. */
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
