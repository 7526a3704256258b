package io.alternator.http.internal.time;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The production scheduler: one daemon thread, started by the first task. */
public final class DaemonScheduler implements Scheduler {
    private static final Logger log = LoggerFactory.getLogger(DaemonScheduler.class);

    private final ScheduledThreadPoolExecutor executor;

    public DaemonScheduler(String name) {
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name + "-scheduler"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return Cancellable.NOTHING;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Waits for the thread to end; to be called after {@link #close()}. */
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(time, unit);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A background task of the load balancer failed; later tasks are not affected", e);
        }
    }
}
