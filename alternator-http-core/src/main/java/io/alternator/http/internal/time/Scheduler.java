package io.alternator.http.internal.time;

import java.time.Duration;

/**
 * Runs cold work, one task after the other on one thread. A task that throws is logged and does not end the scheduler;
 * after {@link #close()} nothing runs any more and new tasks are dropped without a word.
 */
public interface Scheduler extends AutoCloseable {
    /** Runs the task as soon as the thread is free. */
    void execute(Runnable task);

    /** Runs the task after the delay, unless cancelled before. */
    Cancellable schedule(Runnable task, Duration delay);

    @Override
    void close();

    /** A task to come. */
    @FunctionalInterface
    interface Cancellable {
        Cancellable NOTHING = () -> {};

        /** Drops the task if it has not begun. */
        void cancel();
    }
}
