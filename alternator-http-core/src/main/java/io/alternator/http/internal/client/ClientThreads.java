package io.alternator.http.internal.client;

import io.alternator.http.internal.time.DaemonScheduler;
import io.alternator.http.internal.time.DaemonThreads;
import io.alternator.http.internal.time.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one client, all daemons: one for the scheduler, up to 16 for control calls that block, up to 16 for hedges of
 * clients that block. None but the scheduler's exists before it is needed.
 */
final class ClientThreads implements AutoCloseable {
    private static final int MAX_BLOCKING = 16; // so many nodes may hang at once and still be checked in time
    private static final long BLOCKING_IDLE_SECONDS = 5;
    private static final int MAX_HEDGES = 16; // more than the hedge budget can have saved up
    private static final long HEDGE_IDLE_SECONDS = 60;
    private static final long CLOSE_WAIT_SECONDS = 2;

    private final DaemonScheduler scheduler;
    private final ThreadPoolExecutor blocking;
    private final ThreadPoolExecutor hedges;

    /** Threads are named after the client. */
    ClientThreads(String client) {
        this.scheduler = new DaemonScheduler(client);
        this.blocking = new ThreadPoolExecutor(
                MAX_BLOCKING,
                MAX_BLOCKING,
                BLOCKING_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named(client + "-control"));
        this.blocking.allowCoreThreadTimeOut(true);
        this.hedges = new ThreadPoolExecutor(
                0,
                MAX_HEDGES,
                HEDGE_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(), // no queue: a hedge that waits is worth nothing
                DaemonThreads.named(client + "-hedge"));
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** For control calls and other work that blocks. */
    Executor blocking() {
        return blocking;
    }

    /** For second attempts; rejects those for which no thread is free. */
    Executor hedges() {
        return hedges;
    }

    /** Ends the scheduler. Work that blocks goes on: it closes clients. */
    void shutDown() {
        scheduler.close();
        blocking.shutdown();
    }

    /** Waits up to 2 s for each kind of thread, then interrupts what is left. */
    @Override
    public void close() {
        hedges.shutdown();
        try {
            scheduler.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            blocking.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            hedges.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            blocking.shutdownNow();
            hedges.shutdownNow();
        }
    }
}
