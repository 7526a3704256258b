package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A response body that tells the attempt how it goes, and how it ended before it tells the caller: so a caller that sends
 * its next request at once finds the node and the lease free.
 *
 * @param caller knows whether the caller may be told, and tells it that the body broke off
 */
record TrackedBody(Publisher<ByteBuffer> body, Attempt attempt, CallerSignals caller) implements Publisher<ByteBuffer> {

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Tracker(subscriber));
    }

    private final class Tracker implements Subscriber<ByteBuffer>, Subscription {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private @Nullable Subscription subscription;
        private @Nullable Thread delivering; // the thread that is in the caller's onNext; for that thread only

        private Tracker(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription opened) {
            if (!caller.begin()) {
                opened.cancel();
                subscriber.onSubscribe(opened);
                subscriber.onError(caller.failure());
                return;
            }
            try {
                caller.subscribed(subscriber);
                subscription = opened;
                subscriber.onSubscribe(this);
            } finally {
                caller.end();
            }
        }

        @Override
        public void request(long n) {
            if (n <= 0) { // an error by the rules of Reactive Streams
                attempt.failedByCaller();
                opened().request(n);
                return;
            }
            demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
            if (delivering != Thread.currentThread()) { // else the node owes nothing before onNext returns
                attempt.awaitsBody();
            }
            opened().request(n);
        }

        @Override
        public void cancel() {
            caller.unsubscribed();
            attempt.abandoned();
            opened().cancel();
        }

        private Subscription opened() {
            return Objects.requireNonNull(subscription, "the caller has it from onSubscribe");
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (!caller.begin()) {
                return;
            }
            try {
                demand.decrementAndGet();
                attempt.gotBody();
                attempt.inspect(part);
                passOn(part);
                if (demand.get() > 0) {
                    attempt.awaitsBody();
                }
            } finally {
                caller.end();
            }
        }

        private void passOn(ByteBuffer part) {
            delivering = Thread.currentThread();
            try {
                subscriber.onNext(part);
            } catch (RuntimeException | Error e) {
                caller.unsubscribed();
                attempt.failedByCaller();
                throw e;
            } finally {
                delivering = null;
            }
        }

        @Override
        public void onError(Throwable failure) {
            caller.fail(failure);
        }

        @Override
        public void onComplete() {
            if (!attempt.isBodyComplete()) { // Netty's client takes a lost connection for a chunked body's end
                onError(new EOFException("the body ended in the midst of its JSON"));
            } else if (caller.begin()) {
                try {
                    attempt.finished();
                    caller.completing();
                    subscriber.onComplete();
                } finally {
                    caller.end();
                }
            }
        }
    }
}
