package io.alternator.http.internal.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Repeats a task while there is work, and sleeps while there is none. A sleeping loop costs nothing: no timer is pending.
 *
 * <p>The loop goes to sleep after a number of consecutive runs that left the task idle; the next {@link #wake} starts it
 * again. A run that throws counts as idle. The exception reaches the scheduler, which logs it, and the loop goes on.
 *
 * <p>The task is called on the scheduler's thread only. {@link #wake} may be called from any thread.
 */
public final class ActivityLoop {

    /** What the loop repeats. */
    public interface Task {
        /** Called when the loop wakes; returns the delay before the first run. A delay of zero runs it at once. */
        Duration wake();

        /** One run; returns the delay before the next. */
        Duration run();

        /** True while there is work. Called after each run. */
        boolean isBusy();

        /**
         * True if there is work now. Called before the loop sleeps: must see work that arrived after the run, because its {@link
         * ActivityLoop#wake} found the loop awake.
         */
        default boolean hasNewWork() {
            return isBusy();
        }

        /** The loop sleeps now, until it is woken. */
        default void asleep() {}
    }

    /** Keeps a task that fails each time from occupying the thread. */
    private static final Duration MIN_DELAY_AFTER_FAILURE = Duration.ofMillis(10);

    private final Scheduler scheduler;
    private final int idleRunsBeforeSleep;
    private final Task task;
    private final AtomicBoolean awake = new AtomicBoolean();

    // Below: the scheduler's thread only.
    private int idleRuns;
    private Duration delay = Duration.ZERO;

    /** A sleeping loop. */
    public ActivityLoop(Scheduler scheduler, int idleRunsBeforeSleep, Task task) {
        this.scheduler = scheduler;
        this.idleRunsBeforeSleep = idleRunsBeforeSleep;
        this.task = task;
    }

    /** Makes sure that the loop runs. On the request path: one volatile read while it is awake. */
    public void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            scheduler.execute(this::begin);
        }
    }

    private void begin() {
        idleRuns = 0;
        try {
            delay = task.wake();
        } catch (RuntimeException | Error e) {
            scheduleAfterFailure();
            throw e;
        }
        if (delay.isZero()) {
            run();
        } else {
            schedule();
        }
    }

    private void run() {
        boolean busy;
        try {
            delay = task.run();
            busy = task.isBusy();
        } catch (RuntimeException | Error e) {
            idleRuns++;
            if (!sleepIfIdle()) {
                scheduleAfterFailure();
            }
            throw e;
        }
        idleRuns = busy ? 0 : idleRuns + 1;
        if (!sleepIfIdle()) {
            schedule();
        }
    }

    /** True if the loop went to sleep; it may have been woken again already. */
    private boolean sleepIfIdle() {
        if (idleRuns < idleRunsBeforeSleep) {
            return false;
        }
        awake.set(false);
        if (task.hasNewWork()) {
            wake();
        } else {
            task.asleep();
        }
        return true;
    }

    private void schedule() {
        scheduler.schedule(this::run, delay);
    }

    private void scheduleAfterFailure() {
        delay = delay.compareTo(MIN_DELAY_AFTER_FAILURE) < 0 ? MIN_DELAY_AFTER_FAILURE : delay;
        schedule();
    }
}
