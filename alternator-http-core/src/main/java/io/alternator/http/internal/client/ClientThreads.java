package io.alternator.http.internal.client;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.time.BackgroundThreads;
import io.alternator.http.internal.time.BoundedExecutor;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.SerialScheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What one client uses of the background threads that all clients share: its own scheduler, up to 16 threads for control calls that
 * block, up to 16 for hedges of clients that block.
 */
final class ClientThreads implements AutoCloseable {
    private static final int MAX_BLOCKING = 16; // so many nodes may hang at once and still be checked in time
    private static final int MAX_HEDGES = 16; // more than the hedge budget can have saved up
    private static final int MAX_CLOSING = 16;
    private static final long CLOSE_WAIT_SECONDS = 2;
    private static final long CLOSE_CLIENTS_WAIT_SECONDS =
            10; // Netty's waits 16 s for the event loop that it is closed on

    private final BackgroundThreads threads;
    private final SerialScheduler scheduler;
    private final BoundedExecutor blocking;
    private final BoundedExecutor hedges;
    private final BoundedExecutor closing;

    ClientThreads(ClientIdentity client) {
        this.threads = BackgroundThreads.acquire();
        this.scheduler = new SerialScheduler(threads, client);
        this.blocking = BoundedExecutor.queueing(threads, MAX_BLOCKING, client);
        this.hedges = BoundedExecutor.rejecting(threads, MAX_HEDGES, client); // one that waits is worth nothing
        this.closing = BoundedExecutor.queueing(threads, MAX_CLOSING, client);
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

    /** Closes clients, several at once. */
    Executor closing() {
        return closing;
    }

    /** Ends the scheduler. Work that blocks goes on: it closes clients. */
    void shutDown() {
        scheduler.close();
        blocking.shutDown();
    }

    /**
     * Waits up to 10 s for clients that are being closed, which go on if that is not enough, and up to 2 s for each other kind of
     * work, of which it interrupts what is left. Does not wait for the work that calls this: the application
     * may close the client in a callback.
     */
    @Override
    public void close() {
        hedges.shutDown();
        closing.shutDown();
        try {
            closing.awaitTermination(CLOSE_CLIENTS_WAIT_SECONDS, TimeUnit.SECONDS);
            scheduler.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            blocking.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            hedges.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            blocking.interrupt();
            hedges.interrupt();
            threads.release();
        }
    }
}
