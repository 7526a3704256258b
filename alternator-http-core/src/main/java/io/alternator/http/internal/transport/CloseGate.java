package io.alternator.http.internal.transport;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps calls away from a client that is closed: CRT's native code ends the process if it is used then. Background work may come up
 * with a call at any time, for example when a call ends because the client is being closed. Thread-safe.
 */
public final class CloseGate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;

    /**
     * Runs an action, which must not block: closing waits for it.
     *
     * @throws IllegalStateException if the gate is closed
     */
    public <T> T whileOpen(Supplier<T> action) {
        lock.readLock().lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * For actions that block.
     *
     * @throws IllegalStateException if the gate is closed
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the client is closed"); // see Failures
        }
    }

    /** Lets no further action begin, and waits for those that run; not for one that calls this. */
    @SuppressWarnings("LockNotBeforeTry") // there is nothing to do with the lock but to wait for it
    public void close() {
        closed = true;
        if (lock.getReadHoldCount() == 0) {
            lock.writeLock().lock();
            lock.writeLock().unlock();
        }
    }
}
