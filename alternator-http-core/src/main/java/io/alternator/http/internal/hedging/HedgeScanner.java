package io.alternator.http.internal.hedging;

import io.alternator.http.internal.balancing.RecentQuantile;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.time.ActivityLoop;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds the attempts that take too long, without a timer for each: it scans all requests in flight and scans again when the
 * first of them may be due. In a healthy cluster that is one scan in each delay, and none while no request flows. An attempt on a
 * node whose latency exceeds the delay is hedged at once: waiting would only send the same hedge later.
 *
 * <p>Runs on the scheduler's thread, except {@link #started}.
 */
final class HedgeScanner {
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE_NANOS =
            TimeUnit.MILLISECONDS.toNanos(100); // the delay may become shorter meanwhile
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int IDLE_SCANS_BEFORE_SLEEP = 100;

    private final RecentQuantile latency;
    private final InFlightTable<? extends Hedgeable> inFlight;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final ActivityLoop loop;
    private final Consumer<Hedgeable> hedgeIfDue = this::hedgeIfDue;

    /** The delay as request threads see it; the largest value while it is unknown. */
    private volatile long delay = Long.MAX_VALUE;

    // Scheduler's thread only:
    private long windowStart;
    private long now;
    private boolean delayKnown;
    private long due;
    private long pause;
    private boolean busy;

    HedgeScanner(
            RecentQuantile latency, InFlightTable<? extends Hedgeable> inFlight, Scheduler scheduler, Ticker ticker) {
        this.latency = latency;
        this.inFlight = inFlight;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.windowStart = ticker.nanos();
        this.loop = new ActivityLoop(scheduler, IDLE_SCANS_BEFORE_SLEEP, new Scans());
    }

    /** A read was sent. On the request path: two volatile reads while the scanner is awake. */
    void started(Hedgeable attempt) {
        loop.wake();
        if (attempt.expectedNanos() > delay) {
            scheduler.execute(attempt::hedge);
        }
    }

    private final class Scans implements ActivityLoop.Task {
        @Override
        public Duration wake() {
            return Duration.ZERO;
        }

        @Override
        public Duration run() {
            scan();
            long left = now + pause - ticker.nanos(); // sending hedges took time too
            return Duration.ofNanos(Math.max(left, 0));
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public boolean hasNewWork() {
            scan();
            return busy;
        }
    }

    private void scan() {
        now = ticker.nanos();
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            latency.roll();
        }
        long quantile = latency.value();
        delayKnown = quantile > 0;
        due = Math.max(quantile, MIN_DELAY_NANOS);
        delay = delayKnown ? due : Long.MAX_VALUE;
        pause = Math.min(due, MAX_PAUSE_NANOS);
        busy = false;
        inFlight.forEach(hedgeIfDue);
    }

    private void hedgeIfDue(Hedgeable attempt) {
        if (!attempt.awaitsHedge()) {
            return;
        }
        busy = true;
        long left = due - (now - attempt.start());
        if (left > 0) {
            pause = Math.min(pause, left);
        } else if (delayKnown) {
            attempt.hedge();
        }
    }
}
