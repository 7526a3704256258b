package io.alternator.http.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is built when it is first needed, and stays. Thread-safe. */
final class LazyTransport {
    private final Supplier<Transport> factory;
    private final ReentrantLock building = new ReentrantLock();
    private volatile @Nullable Transport built;
    private boolean closed; // guarded by building

    /** Builds nothing yet. */
    LazyTransport(Supplier<Transport> factory) {
        this.factory = factory;
    }

    /** A client that was built before. */
    static LazyTransport of(Transport client) {
        LazyTransport built = new LazyTransport(() -> client);
        built.get();
        return built;
    }

    /**
     * The client; builds it if there is none, which may take tens of milliseconds.
     *
     * @throws IllegalStateException if this is closed
     */
    Transport get() {
        Transport existing = built;
        return existing != null ? existing : build();
    }

    boolean isBuilt() {
        return built != null;
    }

    /** Closes the client, if there is one, and builds no other. Does not wait for it. */
    void close(Executor closing) {
        building.lock();
        try {
            closed = true;
            Transport existing = built;
            if (existing != null) {
                closing.execute(existing::close);
            }
        } finally {
            building.unlock();
        }
    }

    private Transport build() {
        building.lock();
        try {
            Transport existing = built;
            if (existing == null) {
                if (closed) {
                    throw new IllegalStateException("the client is closed"); // see Failures
                }
                existing = factory.get();
                built = existing;
            }
            return existing;
        } finally {
            building.unlock();
        }
    }
}
