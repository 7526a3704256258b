package io.alternator.http.internal.runtime;

import io.alternator.http.internal.time.DaemonScheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for second attempts of clients that block. A few of their own, so that hedges that hang keep no probe waiting; and
 * no queue, as a hedge that waits is worth nothing: without a free thread it is refused. None exists before it is needed.
 */
final class HedgeThreads implements Executor, AutoCloseable {
    private static final int MOST = 16; // more than the budget has saved up at any time
    private static final long IDLE_SECONDS = 60;
    private static final long CLOSE_WAIT_SECONDS = 2;

    private final ThreadPoolExecutor threads;

    HedgeThreads(String name) {
        threads = new ThreadPoolExecutor(
                0,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonScheduler.daemons(name + "-hedge"));
    }

    /**
     * Runs it at once.
     *
     * @throws java.util.concurrent.RejectedExecutionException if no thread is free, or this is closed
     */
    @Override
    public void execute(Runnable secondAttempt) {
        threads.execute(secondAttempt);
    }

    /** Waits a little for what is under way; its clients are closed already. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
