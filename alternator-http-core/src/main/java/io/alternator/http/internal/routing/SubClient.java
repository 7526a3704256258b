package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One node's client, made when it is first needed. After the node was down it is made anew, because no SDK client lets go of
 * one host's dead pooled connections in another way than by being closed; the old one is closed once nobody uses it.
 */
final class SubClient<T extends Transport> {
    private final Transports<T> transports;
    private final ReentrantLock opening = new ReentrantLock();
    private final List<T> dropped = new CopyOnWriteArrayList<>();
    private volatile @Nullable T current;

    SubClient(Transports<T> transports) {
        this.transports = transports;
    }

    T get() {
        T open = current;
        return open != null ? open : open();
    }

    /** Lets the next request have a new client. */
    void drop() {
        opening.lock();
        try {
            T open = current;
            if (open != null) {
                dropped.add(open);
                current = null;
            }
        } finally {
            opening.unlock();
        }
    }

    boolean hasDropped() {
        return !dropped.isEmpty();
    }

    /** Closes what was dropped and is out of use; closing may block. */
    void closeUnused(Predicate<T> inUse, Executor blocking) {
        List<T> unused = dropped.stream().filter(inUse.negate()).toList();
        for (T client : unused) {
            if (dropped.remove(client)) { // not closed meanwhile
                release(client, blocking);
            }
        }
    }

    private void release(T client, Executor blocking) {
        try {
            blocking.execute(() -> transports.release(client));
        } catch (RejectedExecutionException closing) {
            transports.release(client);
        }
    }

    /** Closes all, in use or not. */
    void close() {
        drop();
        closeUnused(client -> false, Runnable::run);
    }

    private T open() {
        opening.lock();
        try {
            T open = current;
            if (open == null) {
                open = transports.open();
                current = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }
}
