package io.alternator.http.internal.time;

import java.time.Duration;

/**
 * A timeout that does not hold a pause of this process (SIGSTOP, garbage collection, CPU quota) against whoever is to answer: the
 * answer may have arrived meanwhile without being read. The time is waited for in four steps. A step that takes twice as long as it
 * should does not count, at most three times. One that is late by the whole timeout begins the wait anew, once.
 *
 * <p>Its steps run on the scheduler's thread; it may be started and cancelled on any thread.
 */
public final class PatientTimeout implements Scheduler.Cancellable {
    private static final int STEPS = 4;
    private static final int MAX_LEFT_OUT = 3;

    private final Scheduler scheduler;
    private final Ticker ticker;
    private final Duration step;
    private final Runnable task;

    private volatile boolean cancelled;
    private volatile Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING;

    // One step after the other:
    private long stepStart;
    private int passed;
    private int leftOut;
    private boolean restarted;

    private PatientTimeout(Scheduler scheduler, Ticker ticker, Runnable task, Duration timeout) {
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.step = timeout.dividedBy(STEPS);
        this.task = task;
    }

    /** Runs the task after the timeout, unless it is cancelled before. */
    public static Scheduler.Cancellable start(Scheduler scheduler, Ticker ticker, Runnable task, Duration timeout) {
        PatientTimeout started = new PatientTimeout(scheduler, ticker, task, timeout);
        started.scheduleStep(ticker.nanos());
        return started;
    }

    private void scheduleStep(long now) {
        stepStart = now;
        next = scheduler.schedule(this::stepPassed, step);
    }

    private void stepPassed() {
        if (cancelled) {
            return;
        }
        long now = ticker.nanos();
        long late = now - stepStart - step.toNanos();
        if (late < step.toNanos() || leftOut == MAX_LEFT_OUT) {
            passed++;
        } else {
            leftOut++;
            if (late >= STEPS * step.toNanos() && !restarted) {
                restarted = true;
                passed = 0;
            }
        }
        if (passed == STEPS) {
            task.run();
        } else {
            scheduleStep(now);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        next.cancel();
    }
}
