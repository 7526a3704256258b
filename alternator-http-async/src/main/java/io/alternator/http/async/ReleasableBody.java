package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A request body as the wrapped client knows it. If it fails, the attempt is told that the node is not the cause. Netty's client keeps
 * the last one of each address until it is closed; after the attempt it is empty.
 */
final class ReleasableBody implements SdkHttpContentPublisher {
    private static final SdkHttpContentPublisher RELEASED = new NoContent();

    private SdkHttpContentPublisher body;
    private @Nullable Attempt attempt;

    ReleasableBody(SdkHttpContentPublisher body, Attempt attempt) {
        this.body = body;
        this.attempt = attempt;
    }

    /** The attempt has ended: nobody reads the body again. */
    void release() {
        body = RELEASED;
        attempt = null;
    }

    @Override
    public Optional<Long> contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        try {
            body.subscribe(new Relay(subscriber));
        } catch (RuntimeException | Error e) {
            failed();
            throw e;
        }
    }

    private void failed() {
        Attempt current = attempt;
        if (current != null) {
            current.failedByCaller();
        }
    }

    /** Between the body and the client. */
    private final class Relay implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> client;

        private Relay(Subscriber<? super ByteBuffer> client) {
            this.client = client;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            client.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer part) {
            client.onNext(part);
        }

        @Override
        public void onError(Throwable failure) {
            failed();
            client.onError(failure);
        }

        @Override
        public void onComplete() {
            client.onComplete();
        }
    }
}
