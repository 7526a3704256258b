package io.alternator.http.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Which wrapped client serves which purpose: one for all nodes or one per node, and, where clients come from a builder, a
 * separate one for control calls, so that a probe does not wait behind the requests whose node it checks.
 */
public abstract sealed class Transports implements AutoCloseable {
    private final Transport control;
    private final Executor closing;

    private Transports(Transport control, Executor closing) {
        this.control = control;
        this.closing = closing;
    }

    /**
     * One finished client for everything: an instance cannot be duplicated.
     *
     * @param closing closes clients, each on a thread of its own: on an event loop one alone may take seconds
     */
    public static Transports shared(Transport transport, Executor closing) {
        return new Shared(transport, transport, () -> transport, closing);
    }

    /** One client for all nodes and another for control calls; the former is renewed now and then, see {@link SharedClients}. */
    public static Transports shared(Supplier<? extends Transport> factory, Executor closing) {
        return new Shared(factory.get(), factory.get(), factory, closing);
    }

    /** These, but with a client of its own for requests that are not balanced. */
    public static Transports withPassThrough(Transport passThrough, Transports balanced) {
        return new WithPassThrough(passThrough, balanced);
    }

    /** One client per node, opened with the node's first connection, and another for control calls. */
    public static Transports perNode(Supplier<? extends Transport> factory, Executor closing) {
        return new PerNode(factory, closing);
    }

    /** The client for control calls. */
    public final Transport control() {
        return control;
    }

    /** True if control calls and requests compete for one connection pool. */
    public abstract boolean controlSharesPool();

    /** How full the pool is that the nodes' requests share; unknown if each node has its own. */
    abstract PoolUse sharedPool();

    /** True if {@link #open} builds a client. */
    abstract boolean buildsClients();

    /** The client for requests that are not balanced. */
    public abstract Transport passThrough();

    /** The client for one node's requests; give it back with {@link #release}. */
    abstract Transport open();

    /** Takes back a client from {@link #open} after its last request. May block. */
    abstract void release(Transport transport);

    /** Closes clients. */
    final Executor closing() {
        return closing;
    }

    /** Closes the clients that do not belong to a node. Does not wait for it. */
    @Override
    public abstract void close();

    private static final class Shared extends Transports {
        private final Transport requests;
        private final SharedClients clients;

        private Shared(Transport requests, Transport control, Supplier<? extends Transport> factory, Executor closing) {
            super(control, closing);
            this.requests = requests;
            this.clients = new SharedClients(requests, factory);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // one instance in both roles
        public boolean controlSharesPool() {
            return control() == requests;
        }

        @Override
        PoolUse sharedPool() {
            return clients.current().pool();
        }

        @Override
        boolean buildsClients() {
            return false;
        }

        @Override
        public Transport passThrough() {
            return requests;
        }

        @Override
        Transport open() {
            return clients.open();
        }

        @Override
        void release(Transport transport) {
            if (!controlSharesPool()) { // a finished client stays
                clients.release(transport);
            }
        }

        @Override
        public void close() {
            clients.close(closing());
            if (!controlSharesPool()) {
                closing().execute(control()::close);
            }
        }
    }

    private static final class WithPassThrough extends Transports {
        private final Transport passThrough;
        private final Transports balanced;

        private WithPassThrough(Transport passThrough, Transports balanced) {
            super(balanced.control(), balanced.closing());
            this.passThrough = passThrough;
            this.balanced = balanced;
        }

        @Override
        public boolean controlSharesPool() {
            return balanced.controlSharesPool();
        }

        @Override
        PoolUse sharedPool() {
            return balanced.sharedPool();
        }

        @Override
        boolean buildsClients() {
            return balanced.buildsClients();
        }

        @Override
        public Transport passThrough() {
            return passThrough;
        }

        @Override
        Transport open() {
            return balanced.open();
        }

        @Override
        void release(Transport transport) {
            balanced.release(transport);
        }

        @Override
        public void close() {
            closing().execute(passThrough::close);
            balanced.close();
        }
    }

    private static final class PerNode extends Transports {
        private final Supplier<? extends Transport> factory;
        private final ReentrantLock building = new ReentrantLock();

        private PerNode(Supplier<? extends Transport> factory, Executor closing) {
            super(factory.get(), closing);
            this.factory = factory;
        }

        @Override
        public boolean controlSharesPool() {
            return false;
        }

        @Override
        PoolUse sharedPool() {
            return PoolUse.UNKNOWN;
        }

        @Override
        boolean buildsClients() {
            return true;
        }

        @Override
        public Transport passThrough() {
            return control();
        }

        /** Builds one client at a time: the SDK's builders are not thread-safe, and first requests to two nodes may coincide. */
        @Override
        Transport open() {
            building.lock();
            try {
                return factory.get();
            } finally {
                building.unlock();
            }
        }

        @Override
        void release(Transport transport) {
            transport.close();
        }

        @Override
        public void close() {
            closing().execute(control()::close);
        }
    }
}
