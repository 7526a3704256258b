package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A response body that tells the attempt how it goes, and how it ended before it tells the caller: so a caller that sends
 * its next request at once finds the node and the lease free.
 *
 * @param broken what to do when the body breaks off; returns what the caller is to know of it
 */
record TrackedBody(Publisher<ByteBuffer> body, Attempt attempt, UnaryOperator<Throwable> broken)
        implements Publisher<ByteBuffer> {

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Tracker(subscriber));
    }

    private final class Tracker implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private @Nullable Thread delivering; // the thread that is in the caller's onNext; for that thread only

        private Tracker(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    if (n <= 0) { // an error by the rules of Reactive Streams
                        attempt.failedByCaller();
                        subscription.request(n);
                        return;
                    }
                    demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
                    if (delivering != Thread.currentThread()) { // else the node owes nothing before onNext returns
                        attempt.awaitsBody();
                    }
                    subscription.request(n);
                }

                @Override
                public void cancel() {
                    attempt.abandoned();
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(ByteBuffer part) {
            demand.decrementAndGet();
            attempt.gotBody();
            attempt.inspect(part);
            delivering = Thread.currentThread();
            try {
                subscriber.onNext(part);
            } catch (RuntimeException | Error e) {
                attempt.failedByCaller();
                throw e;
            } finally {
                delivering = null;
            }
            if (demand.get() > 0) {
                attempt.awaitsBody();
            }
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(broken.apply(failure));
        }

        @Override
        public void onComplete() {
            if (attempt.isBodyComplete()) {
                attempt.finished();
                subscriber.onComplete();
            } else { // Netty's client takes the end of the connection for that of a chunked body
                onError(new EOFException("the body ended in the midst of its JSON"));
            }
        }
    }
}
