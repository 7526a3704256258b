package io.alternator.http.internal.time;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One client's part of the shared threads for work that blocks: so many at once, and no more. Thread-safe. */
public final class BoundedExecutor implements Executor {
    private final BackgroundThreads threads;
    private final ClientLog log;
    private final int limit;
    private final boolean queues;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    // Guarded by the lock:
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<Thread> running = new HashSet<>();
    private int occupied;
    private boolean shutDown;

    private BoundedExecutor(BackgroundThreads threads, int limit, boolean queues, ClientIdentity client) {
        this.threads = threads;
        this.log = client.log(BoundedExecutor.class);
        this.limit = limit;
        this.queues = queues;
    }

    /** Tasks beyond the limit wait. */
    public static BoundedExecutor queueing(BackgroundThreads threads, int limit, ClientIdentity client) {
        return new BoundedExecutor(threads, limit, true, client);
    }

    /** Tasks beyond the limit, and tasks for which the operating system has no thread, are rejected. */
    public static BoundedExecutor rejecting(BackgroundThreads threads, int limit, ClientIdentity client) {
        return new BoundedExecutor(threads, limit, false, client);
    }

    /** @throws RejectedExecutionException after {@link #shutDown}, and beyond the limit if tasks do not wait */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (shutDown || (!queues && occupied == limit)) {
                throw new RejectedExecutionException(shutDown ? "the client is closed" : "no thread is free");
            }
            waiting.add(task);
            if (occupied == limit) {
                return;
            }
            occupied++;
        } finally {
            lock.unlock();
        }
        start(task);
    }

    private void start(Runnable task) {
        try {
            if (queues) {
                threads.block(this::runAll);
            } else {
                threads.tryBlock(this::runAll);
            }
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            if (dropped(task)) {
                throw new RejectedExecutionException("there is no thread", noThread);
            }
        }
    }

    /** False if another thread of the client has taken the task. */
    private boolean dropped(Runnable task) {
        lock.lock();
        try {
            leave();
            return waiting.remove(task);
        } finally {
            lock.unlock();
        }
    }

    private void runAll() {
        lock.lock();
        try {
            running.add(Thread.currentThread());
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                lock.unlock();
                try {
                    BackgroundThreads.runLogged(task, log);
                } finally {
                    lock.lock();
                }
            }
        } finally {
            running.remove(Thread.currentThread());
            Thread.interrupted(); // meant for this client's task; the thread may serve another client next
            leave();
            lock.unlock();
        }
    }

    private void leave() {
        occupied--;
        idle.signalAll();
    }

    /** Accepts no more tasks. Those that were accepted are run. */
    public void shutDown() {
        lock.lock();
        try {
            shutDown = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the tasks have ended, except one that calls this. Returns false if the time was too short. */
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(time);
        lock.lockInterruptibly();
        try {
            int own = running.contains(Thread.currentThread()) ? 1 : 0;
            while (occupied > own && left > 0) {
                left = idle.awaitNanos(left);
            }
            return occupied <= own;
        } finally {
            lock.unlock();
        }
    }

    /** Drops the tasks that wait and interrupts those that run, except one that calls this. */
    public void interrupt() {
        lock.lock();
        try {
            waiting.clear();
            running.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }
}
