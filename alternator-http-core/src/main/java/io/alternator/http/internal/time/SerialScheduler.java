package io.alternator.http.internal.time;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The production scheduler: runs one client's tasks one after the other on the threads that all clients share. So a task sees what
 * the earlier ones wrote, although not always on the same thread.
 */
public final class SerialScheduler implements Scheduler {
    private final BackgroundThreads threads;
    private final ClientLog log;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger(); // tasks in the queue and the one that runs
    private final Set<Delayed> delayed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread running;
    private volatile boolean closed;

    /** Runs tasks on these threads, which its creator owns. */
    public SerialScheduler(BackgroundThreads threads, ClientIdentity client) {
        this.threads = threads;
        this.log = client.log(SerialScheduler.class);
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            return;
        }
        enqueue(() -> {
            if (!closed) {
                task.run();
            }
        });
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        Delayed later = new Delayed(task);
        delayed.add(later);
        try {
            later.timer = threads.after(Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS, later::due);
        } catch (RejectedExecutionException ended) {
            delayed.remove(later);
        }
        if (closed) {
            later.cancel();
        }
        return later;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        enqueue(ended::countDown);
        delayed.forEach(Delayed::cancel);
    }

    /** Waits for the task that runs; to be called after {@link #close()}. Does not wait if called by that task. */
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        return running == Thread.currentThread() || ended.await(time, unit);
    }

    private void enqueue(Runnable task) {
        ready.add(task);
        if (pending.getAndIncrement() == 0) {
            try {
                threads.work(this::runAll);
            } catch (RejectedExecutionException shutDown) {
                ready.clear(); // closed, and the threads have ended
            }
        }
    }

    private void runAll() {
        do {
            running = Thread.currentThread();
            Runnable task = ready.poll();
            if (task != null) {
                BackgroundThreads.runLogged(task, log);
                Thread.interrupted(); // the next task may be another client's
            }
            running = null;
        } while (pending.decrementAndGet() > 0);
    }

    /** A task that is not due yet, or due and waiting for its turn. */
    private final class Delayed implements Cancellable {
        private final Runnable task;
        private volatile @Nullable Future<?> timer;
        private volatile boolean cancelled;

        private Delayed(Runnable task) {
            this.task = task;
        }

        private void due() {
            delayed.remove(this);
            execute(() -> {
                if (!cancelled) {
                    task.run();
                }
            });
        }

        @Override
        public void cancel() {
            cancelled = true;
            Future<?> scheduled = timer;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            delayed.remove(this);
        }
    }
}
