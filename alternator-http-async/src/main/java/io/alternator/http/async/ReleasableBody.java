package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A request body as the wrapped client knows it. If it fails by itself, the attempt is told that the node is not the cause. Netty's
 * client keeps the last one of each address until it is closed; after the attempt it is empty.
 */
final class ReleasableBody implements SdkHttpContentPublisher {
    private static final SdkHttpContentPublisher RELEASED = new NoContent();

    private final CompletableFuture<Void> sent;
    private SdkHttpContentPublisher body;
    private @Nullable Attempt attempt;

    /**
     * A body that is not read yet.
     *
     * @param sent completed when the client has the whole body, or when that fails; never if the client stops before
     */
    ReleasableBody(SdkHttpContentPublisher body, Attempt attempt, CompletableFuture<Void> sent) {
        this.sent = sent;
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
        Relay relay = new Relay(subscriber);
        try {
            body.subscribe(relay);
        } catch (RuntimeException | Error e) {
            relay.bodyFailed();
            throw e;
        }
    }

    /**
     * Between the body and the client. A body may fail because the client stopped reading it, as Netty's does when the node closes the
     * connection: that is the node's failure.
     */
    private final class Relay implements Subscriber<ByteBuffer>, Subscription {
        private final Subscriber<? super ByteBuffer> client;
        private @Nullable Subscription subscription;
        private volatile boolean stopped; // by the client

        private Relay(Subscriber<? super ByteBuffer> client) {
            this.client = client;
        }

        private void bodyFailed() {
            Attempt current = attempt;
            if (current != null && !stopped) {
                current.failedByCaller();
            }
        }

        @Override
        public void onSubscribe(Subscription opened) {
            subscription = opened;
            try {
                client.onSubscribe(this);
            } catch (RuntimeException | Error e) {
                stopped = true;
                throw e;
            }
        }

        @Override
        public void onNext(ByteBuffer part) {
            try {
                client.onNext(part);
            } catch (RuntimeException | Error e) {
                stopped = true;
                throw e;
            }
        }

        @Override
        public void onError(Throwable failure) {
            bodyFailed();
            client.onError(failure);
            sent.complete(null);
        }

        @Override
        public void onComplete() {
            client.onComplete();
            sent.complete(null);
        }

        @Override
        public void request(long n) {
            opened().request(n);
        }

        @Override
        public void cancel() {
            stopped = true;
            opened().cancel();
        }

        private Subscription opened() {
            return Objects.requireNonNull(subscription, "the client has it from onSubscribe");
        }
    }
}
