package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The client for one node's requests, opened when it is first needed. After the node was DOWN it is replaced: no SDK client can
 * drop the dead pooled connections of one host except by being closed. The old client is closed once no request uses it.
 * Thread-safe.
 */
public final class SubClient {
    private final Transports transports;
    private final NodeAddress target;
    private final ReentrantLock opening = new ReentrantLock();
    private final List<Transport> retired = new CopyOnWriteArrayList<>();
    private volatile @Nullable Transport current;
    private boolean closed; // guarded by opening

    /**
     * Opens nothing yet.
     *
     * @param target where the node is reached
     */
    public SubClient(Transports transports, NodeAddress target) {
        this.transports = transports;
        this.target = target;
    }

    /**
     * The current client; opens one if there is none, which may take tens of milliseconds.
     *
     * @throws IllegalStateException if this is closed
     */
    public Transport get() {
        Transport open = current;
        return open != null ? open : open();
    }

    /** False if {@link #get} would build a client: not on an event loop, nor on the scheduler's thread. */
    public boolean isReady() {
        return current != null || !transports.buildsClients();
    }

    /** Retires the current client: the next request opens a new one. */
    public void renew() {
        opening.lock();
        try {
            Transport open = current;
            if (open != null) {
                retired.add(open);
                current = null;
            }
        } finally {
            opening.unlock();
        }
    }

    /** True while a retired client is not closed yet. */
    public boolean hasRetired() {
        return !retired.isEmpty();
    }

    /**
     * Closes the retired clients that no request uses.
     *
     * @param blocking closes them, which may block
     */
    public void closeUnused(Predicate<Transport> inUse, Executor blocking) {
        List<Transport> unused = retired.stream().filter(inUse.negate()).toList();
        for (Transport client : unused) {
            // By identity: a record's equals takes tens of milliseconds at its first use. False if another thread
            // closes the client.
            if (retired.removeIf(each -> each == client)) {
                release(client, blocking);
            }
        }
    }

    /** Closes all clients, in use or not, and opens no other. Does not wait for it. */
    public void close() {
        opening.lock();
        try {
            closed = true;
        } finally {
            opening.unlock();
        }
        renew();
        closeUnused(client -> false, transports.closing());
        transports.nodeLeft();
    }

    private void release(Transport client, Executor blocking) {
        try {
            blocking.execute(() -> transports.release(client));
        } catch (RejectedExecutionException shutDown) {
            transports.release(client);
        }
    }

    private Transport open() {
        opening.lock();
        try {
            Transport open = current;
            if (open == null) {
                if (closed) {
                    throw new IllegalStateException("the client is closed"); // see Failures
                }
                open = transports.open(target);
                current = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }
}
