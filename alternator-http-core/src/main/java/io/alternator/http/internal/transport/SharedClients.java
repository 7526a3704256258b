package io.alternator.http.internal.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client that all nodes share, renewed now and then: the SDK's clients keep something of every address that they ever saw, up
 * to its last request's body, until they are closed. After 32 nodes were given back, new nodes get a new client, and the old one is
 * closed when its last node is given back. The first client also sends requests that are not balanced, so it stays. Thread-safe.
 */
final class SharedClients {
    private static final int RELEASES_PER_CLIENT = 32;

    private final Transport first;
    private final Supplier<? extends Transport> factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Transport, Integer> users = new HashMap<>();
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
        Transport unused = null;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            users.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
            if (++releases % RELEASES_PER_CLIENT == 0) {
                unused = replace();
            } else if (isUnused(client)) {
                unused = client;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            unused.close();
        }
    }

    /** Returns the client that was replaced, if it has no node any more. */
    private @Nullable Transport replace() {
        Transport replaced = current;
        current = factory.get();
        return isUnused(replaced) ? replaced : null;
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
