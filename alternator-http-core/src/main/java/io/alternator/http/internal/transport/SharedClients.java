package io.alternator.http.internal.transport;

import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The client that all nodes share, renewed now and then: the SDK's clients keep something of every address that they ever saw, up
 * to its last request's body, until they are closed. After 32 nodes were given back, new nodes get a new client, and the old one is
 * closed when its last node is given back. The first client also sends requests that are not balanced, so it stays. Thread-safe.
 */
final class SharedClients {
    private static final int RELEASES_PER_CLIENT = 32;

    private final Transport first;
    private final Supplier<? extends Transport> factory;
    private final ReentrantLock building =
            new ReentrantLock(); // taken before the other: a request waits for that one only
    private final ReentrantLock lock = new ReentrantLock();
    /** By identity also because the JVM's first hash code of a record takes tens of milliseconds. */
    private final IdentityHashMap<Transport, Integer> users = new IdentityHashMap<>();

    private Transport current;
    private int releases;
    private boolean closed;

    /** Begins with {@code first}. */
    SharedClients(Transport first, Supplier<? extends Transport> factory) {
        this.first = first;
        this.factory = factory;
        this.current = first;
    }

    /** The client of nodes that are new. */
    Transport current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** The client for one more node. Builds none, as a request may wait for it. */
    Transport open() {
        lock.lock();
        try {
            users.merge(current, 1, Integer::sum);
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** A node needs the client no more. May build a client and close one. */
    void release(Transport client) {
        giveBack(client, Runnable::run);
        if (isRenewalDue()) {
            renew();
        }
    }

    /** Ends one use of the client. If that was its last one, and there is a newer client, it is closed by {@code closing}. */
    void giveBack(Transport client, Executor closing) {
        boolean unused;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            users.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
            unused = isUnused(client);
        } finally {
            lock.unlock();
        }
        if (unused) {
            closing.execute(client::close);
        }
    }

    private boolean isRenewalDue() {
        lock.lock();
        try {
            return ++releases % RELEASES_PER_CLIENT == 0 && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Gives new nodes a new client. May close the one before. */
    void renew() {
        building.lock();
        try {
            replace(factory.get());
        } finally {
            building.unlock();
        }
    }

    private void replace(Transport built) {
        Transport replaced = built;
        boolean unused = true;
        lock.lock();
        try {
            if (!closed) {
                replaced = current;
                current = built;
                unused = isUnused(replaced);
            }
        } finally {
            lock.unlock();
        }
        if (unused) {
            replaced.close();
        }
    }

    private boolean isUnused(Transport client) {
        return client != current && client != first && !users.containsKey(client);
    }

    /** Closes all clients. Does not wait for it. */
    void close(Executor closing) {
        lock.lock();
        try {
            closed = true;
            users.keySet().forEach(client -> closing.execute(client::close));
            if (!users.containsKey(current)) {
                closing.execute(current::close);
            }
            if (current != first && !users.containsKey(first)) {
                closing.execute(first::close);
            }
        } finally {
            lock.unlock();
        }
    }
}
