package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of a response that may be a refusal. Reads its beginning, as far as the attempt needs it, and tells {@code whenRead}. After
 * that it is the whole body for one subscriber. Takes one part at a time from the client.
 */
final class HeldBody implements Subscriber<ByteBuffer>, Publisher<ByteBuffer>, Subscription {
    private final Attempt attempt;
    private final Runnable whenRead;
    private final Queue<ByteBuffer> parts = new ConcurrentLinkedQueue<>();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger drains = new AtomicInteger();
    private boolean holding = true; // the client's signals only, which come one after the other
    private volatile boolean ended;
    private volatile boolean cancelled;
    private volatile boolean requested;
    private volatile @Nullable Throwable invalidDemand;
    private @Nullable Throwable failure; // written before ended
    private volatile @Nullable Subscription client;
    private volatile @Nullable Subscriber<? super ByteBuffer> subscriber;

    HeldBody(Attempt attempt, Runnable whenRead) {
        this.attempt = attempt;
        this.whenRead = whenRead;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        client = subscription;
        requestPart();
    }

    @Override
    public void onNext(ByteBuffer part) {
        parts.add(part);
        requested = false;
        if (!holding) {
            drain();
        } else if (attempt.readAhead(part)) {
            read();
        } else {
            requestPart();
        }
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        end();
    }

    private void end() {
        ended = true;
        if (holding) {
            read();
        } else {
            drain();
        }
    }

    private void read() {
        holding = false;
        whenRead.run();
    }

    /** Why the client ended the body while it was held back; null if it did not or if that is no failure. */
    @Nullable
    Throwable failure() {
        return ended ? failure : null;
    }

    /** The body is not wanted. */
    @Override
    public void cancel() {
        cancelled = true;
        Subscription open = client;
        if (open != null && !ended) {
            open.cancel();
        }
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> wanted) {
        wanted.onSubscribe(this);
        subscriber = wanted;
        drain();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            invalidDemand = new IllegalArgumentException(
                    "request(" + n + "): must be positive, see Reactive Streams, rule 3.9");
        } else {
            demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
        }
        drain();
    }

    /** Passes on what is there, on one thread at a time. */
    private void drain() {
        Subscriber<? super ByteBuffer> to = subscriber;
        if (to == null || drains.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            passOn(to);
            seen = drains.addAndGet(-seen);
        } while (seen > 0);
    }

    private void passOn(Subscriber<? super ByteBuffer> to) {
        while (!cancelled) {
            Throwable invalid = invalidDemand;
            if (invalid != null) {
                cancel();
                to.onError(invalid);
                return;
            }
            boolean last = ended; // before the queue is read
            if (parts.isEmpty()) {
                if (last) {
                    cancelled = true; // nothing follows the end
                    passOnEnd(to);
                } else if (demand.get() > 0) {
                    requestPart();
                }
                return;
            }
            if (demand.get() == 0) {
                return;
            }
            demand.getAndDecrement();
            to.onNext(Objects.requireNonNull(parts.poll()));
        }
    }

    private void passOnEnd(Subscriber<? super ByteBuffer> to) {
        if (failure != null) {
            to.onError(failure);
        } else {
            to.onComplete();
        }
    }

    private void requestPart() {
        Subscription open = client;
        if (open != null && !requested) {
            requested = true;
            open.request(1);
        }
    }
}
