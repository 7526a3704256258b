package io.alternator.http.internal.routing;

import io.alternator.http.internal.balancing.RecentQuantile;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Has attempts hedged that take too long, without a timer for each: it looks at all that are under way, and looks again when
 * the first of them can be due. Who begins later is due later than that. While all is well that is one look in each delay, and
 * none while no request flows. A node that is known to take longer than the delay is not waited for at all: its reads would
 * all be hedged, so the same hedges are sent sooner. All of it on the scheduler's thread, except {@link #begun}.
 */
final class HedgeScanner<T extends Transport> implements Consumer<Attempt<T>> {
    private static final long LEAST_DELAY = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100); // the delay may have become shorter
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOKS_BEFORE_SLEEP = 100;

    private final RecentQuantile latency;
    private final InFlightTable<Attempt<T>> attempts;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final AtomicBoolean awake = new AtomicBoolean();

    /** As request threads see it; before it is known, there is nothing longer. */
    private volatile long delay = Long.MAX_VALUE;

    // Below: the scheduler's thread only.
    private int quietLooks;
    private long windowBegan;
    private long now;
    private long usual;
    private long due;
    private long pause;
    private boolean busy;

    HedgeScanner(RecentQuantile latency, InFlightTable<Attempt<T>> attempts, Scheduler scheduler, Ticker ticker) {
        this.latency = latency;
        this.attempts = attempts;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.windowBegan = ticker.nanos();
    }

    /** A read is under way. On the request path: two volatile reads, and little more after a pause. */
    void begun(Attempt<T> first) {
        requestSeen();
        if (first.expectedNanos() > delay) { // it will be due, so why wait?
            scheduler.execute(() -> first.race().hedge(first));
        }
    }

    private void requestSeen() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            scheduler.execute(this::begin);
        }
    }

    private void begin() {
        quietLooks = 0;
        look();
    }

    private void look() {
        try {
            lookAtAll();
        } finally {
            lookAgain();
        }
    }

    private void lookAtAll() {
        now = ticker.nanos();
        if (now - windowBegan >= SECOND_NANOS) {
            windowBegan = now;
            latency.roll();
        }
        usual = latency.value();
        due = Math.max(usual, LEAST_DELAY);
        delay = usual > 0 ? due : Long.MAX_VALUE;
        pause = Math.min(due, LONGEST_PAUSE);
        busy = false;
        attempts.forEach(this);
    }

    @Override
    public void accept(Attempt<T> attempt) {
        if (!attempt.race().isAlone()) {
            return;
        }
        busy = true;
        long left = due - (now - attempt.start());
        if (left > 0) {
            pause = Math.min(pause, left);
        } else if (usual > 0) { // else nobody knows what is slow
            attempt.race().hedge(attempt);
        }
    }

    private void lookAgain() {
        quietLooks = busy ? 0 : quietLooks + 1;
        if (quietLooks < LOOKS_BEFORE_SLEEP) {
            long left = now + pause - ticker.nanos(); // sending hedges took its time too
            scheduler.schedule(this::look, Duration.ofNanos(Math.max(left, 0)));
            return;
        }
        awake.set(false);
        lookAtAll();
        if (busy) { // a request came and found the check awake
            requestSeen();
        }
    }
}
