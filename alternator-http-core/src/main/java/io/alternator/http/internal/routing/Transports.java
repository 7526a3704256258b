package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Which wrapped client serves which purpose: one for all nodes, or one per node; and one for control calls, so that a probe
 * does not wait behind the requests that it is to explain.
 */
public abstract sealed class Transports<T extends Transport> implements AutoCloseable {
    private final T control;

    private Transports(T control) {
        this.control = control;
    }

    /** One finished client for everything: all that one can do with an instance. */
    public static <T extends Transport> Transports<T> shared(T transport) {
        return new Shared<>(transport, transport);
    }

    /** One client for all nodes, and a small one of its own for control calls. */
    public static <T extends Transport> Transports<T> shared(Supplier<T> factory) {
        return new Shared<>(factory.get(), factory.get());
    }

    /** One client per node, made when the node's first connection is needed. */
    public static <T extends Transport> Transports<T> perNode(Supplier<T> factory) {
        return new PerNode<>(factory);
    }

    /** For control calls. */
    public final T control() {
        return control;
    }

    /** True if control calls and requests compete for one pool. */
    public abstract boolean controlSharesPool();

    /** For requests that are not balanced. */
    public abstract T passThrough();

    /** For one node's requests; to be given back with {@link #release}. */
    abstract T open();

    /** After the last request to a node. */
    abstract void release(T transport);

    /** Closes what is not a node's. */
    @Override
    public abstract void close();

    private static final class Shared<T extends Transport> extends Transports<T> {
        private final T requests;

        private Shared(T requests, T control) {
            super(control);
            this.requests = requests;
        }

        @Override
        public boolean controlSharesPool() {
            return control() == requests;
        }

        @Override
        public T passThrough() {
            return requests;
        }

        @Override
        T open() {
            return requests;
        }

        @Override
        void release(T transport) {}

        @Override
        public void close() {
            requests.close();
            if (!controlSharesPool()) {
                control().close();
            }
        }
    }

    private static final class PerNode<T extends Transport> extends Transports<T> {
        private final Supplier<T> factory;
        private final ReentrantLock building = new ReentrantLock();

        private PerNode(Supplier<T> factory) {
            super(factory.get());
            this.factory = factory;
        }

        @Override
        public boolean controlSharesPool() {
            return false;
        }

        @Override
        public T passThrough() {
            return control();
        }

        /** One at a time: the SDK's builders are not thread-safe, and two nodes' first requests come together. */
        @Override
        T open() {
            building.lock();
            try {
                return factory.get();
            } finally {
                building.unlock();
            }
        }

        @Override
        void release(T transport) {
            transport.close();
        }

        @Override
        public void close() {
            control().close();
        }
    }
}
