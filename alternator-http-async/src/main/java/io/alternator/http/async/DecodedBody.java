package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A compressed response body as it is passed on. Fails if it is truncated or corrupt, before its end is passed on. */
record DecodedBody(Publisher<ByteBuffer> body, Attempt attempt) implements Publisher<ByteBuffer> {

    /** The body itself if it is not compressed. */
    static Publisher<ByteBuffer> decode(Publisher<ByteBuffer> body, Attempt attempt) {
        return attempt.decodesBody() ? new DecodedBody(body, attempt) : body;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Decoder(subscriber));
    }

    /** Passes on at most one part for each that it gets, so the subscriber's demand goes to the client as it is. */
    private final class Decoder implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> subscriber;
        private @Nullable Subscription client;
        private boolean failed;

        private Decoder(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            client = subscription;
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (failed) {
                return;
            }
            Subscription open = Objects.requireNonNull(client, "parts follow the subscription");
            try {
                ByteBuffer decoded = attempt.decode(part);
                if (decoded.hasRemaining()) {
                    subscriber.onNext(decoded);
                } else {
                    open.request(1);
                }
            } catch (IOException corrupt) {
                failed = true; // whatever the client says of its cancellation comes second
                // With its cause: CRT's client fails a cancelled call with an exception that the SDK does not retry.
                attempt.cancel(corrupt, Runnable::run);
                open.cancel();
                fail(corrupt);
            }
        }

        private void fail(Throwable cause) {
            failed = true;
            attempt.stopDecoding();
            subscriber.onError(cause);
        }

        @Override
        public void onError(Throwable failure) {
            if (!failed) {
                fail(failure);
            }
        }

        @Override
        public void onComplete() {
            if (failed) {
                return;
            }
            try {
                attempt.endDecoding();
            } catch (IOException truncated) {
                fail(truncated);
                return;
            }
            subscriber.onComplete();
        }
    }
}
