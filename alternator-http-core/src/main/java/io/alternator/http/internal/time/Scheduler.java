package io.alternator.http.internal.time;

import java.time.Duration;

/**
 * Runs background tasks one after the other, as if on one thread. A task that throws is logged and does not stop the scheduler.
 * After {@link #close()} no task runs, and new tasks are silently dropped.
 */
public interface Scheduler extends AutoCloseable {
    /** Runs the task as soon as the thread is free. */
    void execute(Runnable task);

    /** Runs the task after the delay, unless it is cancelled before. */
    Cancellable schedule(Runnable task, Duration delay);

    @Override
    void close();

    /** A scheduled task. */
    @FunctionalInterface
    interface Cancellable {
        Cancellable NOTHING = () -> {};

        /** Drops the task if it has not started. */
        void cancel();
    }
}
