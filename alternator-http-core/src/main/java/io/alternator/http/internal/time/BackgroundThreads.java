package io.alternator.http.internal.time;

import io.alternator.http.internal.identity.ClientLog;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The background threads, which all clients of a JVM (strictly: of a class loader) share. They start with the first client and end
 * with the last one that is closed:
 *
 * <ul>
 *   <li>one timer, which only hands tasks over and so is never late;
 *   <li>one worker, which runs the clients' {@link SerialScheduler}s. If no worker has ended a task for 20 ms while others
 *       wait, there is one more, up to 64: a task that blocks delays only its own client;
 *   <li>threads for work that blocks, as many as block at the moment; {@link BoundedExecutor} limits them for each client. They
 *       end after 1 s without work.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class BackgroundThreads {
    private static final ClientLog ALL_CLIENTS = ClientLog.ofAllClients(BackgroundThreads.class);
    private static final int MAX_WORKERS = 64;
    private static final long STUCK_MILLIS = 20;
    private static final long SHRINK_MILLIS = 1000;
    private static final long BLOCKING_IDLE_SECONDS = 1;
    private static final long NO_THREAD_RETRY_MILLIS = 100;

    private static final ReentrantLock SHARING = new ReentrantLock();
    private static @Nullable BackgroundThreads shared; // guarded by SHARING
    private static int users; // guarded by SHARING

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("alternator-timer"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("alternator-worker"));
    private final ThreadPoolExecutor blocking = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            BLOCKING_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named("alternator-blocking"));
    private final AtomicInteger unfinished = new AtomicInteger(); // tasks of the workers, waiting and running
    private final AtomicBoolean supervised = new AtomicBoolean();
    private long completed; // the timer's thread only

    private BackgroundThreads() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * The shared threads; to be released once.
     *
     * @throws OutOfMemoryError if the operating system refuses a thread
     */
    public static BackgroundThreads acquire() {
        SHARING.lock();
        try {
            BackgroundThreads threads = shared;
            if (threads == null) {
                threads = started();
                shared = threads;
            }
            users++;
            return threads;
        } finally {
            SHARING.unlock();
        }
    }

    /** Ends the threads if this was their last user. Work that blocks goes on until it ends. */
    public void release() {
        SHARING.lock();
        try {
            users--;
            if (users == 0) {
                shared = null;
                shutDown();
            }
        } finally {
            SHARING.unlock();
        }
    }

    /** Now and not with the first task, which would have nobody to tell that there is no thread. */
    private static BackgroundThreads started() {
        BackgroundThreads threads = new BackgroundThreads();
        try {
            threads.timer.prestartCoreThread();
            threads.workers.prestartCoreThread();
            return threads;
        } catch (Error noThread) {
            threads.shutDown();
            throw noThread;
        }
    }

    private void shutDown() {
        timer.shutdownNow();
        workers.shutdown(); // not now: tasks that a client waits for
        blocking.shutdown();
    }

    /** Runs a task that returns soon on the timer's thread. */
    ScheduledFuture<?> after(long delay, TimeUnit unit, Runnable handOver) {
        return timer.schedule(() -> runLogged(handOver, ALL_CLIENTS), delay, unit);
    }

    /** Runs a task that should not block on a worker. If all workers are busy, they are supervised. */
    void work(Runnable task) {
        boolean waits = unfinished.incrementAndGet() > workers.getCorePoolSize();
        workers.execute(() -> finish(task));
        if (waits) {
            supervise();
        }
    }

    private void finish(Runnable task) {
        try {
            task.run();
        } finally {
            unfinished.decrementAndGet();
        }
    }

    /** Runs a task on a thread that it may block. If the operating system refuses one, it is tried again 10 times a second. */
    void block(Runnable task) {
        try {
            tryBlock(task);
        } catch (OutOfMemoryError noThread) {
            ALL_CLIENTS.debug("No thread for background work that blocks; trying again", noThread);
            after(NO_THREAD_RETRY_MILLIS, TimeUnit.MILLISECONDS, () -> block(task));
        }
    }

    /**
     * As {@link #block}, but at once or not at all.
     *
     * @throws OutOfMemoryError if the operating system refuses a thread
     */
    void tryBlock(Runnable task) {
        blocking.execute(task);
    }

    private void supervise() {
        if (!supervised.get() && supervised.compareAndSet(false, true)) {
            after(STUCK_MILLIS, TimeUnit.MILLISECONDS, this::adjustWorkers);
        }
    }

    /** On the timer's thread. One worker more than are busy if nothing moves, and no more than that if nothing waits. */
    private void adjustWorkers() {
        boolean waiting = !workers.getQueue().isEmpty();
        boolean stuck = workers.getCompletedTaskCount() == completed;
        completed = workers.getCompletedTaskCount();
        int needed = Math.min(MAX_WORKERS, workers.getActiveCount() + 1);
        supervised.set(false);
        try {
            if (waiting ? stuck : needed < workers.getCorePoolSize()) {
                resize(needed);
            }
        } finally {
            if (waiting) {
                supervise();
            } else if (workers.getCorePoolSize() > 1) {
                after(SHRINK_MILLIS, TimeUnit.MILLISECONDS, this::adjustWorkers);
            }
        }
    }

    private void resize(int size) {
        if (size > workers.getCorePoolSize()) {
            workers.setMaximumPoolSize(size);
            workers.setCorePoolSize(size);
        } else {
            workers.setCorePoolSize(size);
            workers.setMaximumPoolSize(size);
        }
    }

    /** A task that throws is logged and stops nothing. */
    static void runLogged(Runnable task, ClientLog log) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error(
                    "A background task of the load balancer failed; later tasks are not affected"
                            + "; see troubleshooting.md#background-task-failed",
                    e);
        }
    }
}
