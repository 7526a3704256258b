package io.alternator.http.internal.transport;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Which wrapped client serves which purpose: one for all nodes or one per node, and, where clients come from a builder, a
 * separate one for control calls, so that a probe does not wait behind the requests whose node it checks, nor behind those of
 * another service.
 */
public abstract sealed class Transports implements AutoCloseable {
    /** Several nodes may be checked, and one asked for the list, at once. */
    private static final int CONTROL_CALLS_AT_ONCE = 16;

    private static final int MAX_IN_FLIGHT =
            25; // half of the 50 connections that the SDK's HTTP clients allow by default

    private final Transport control;
    private final LazyTransport passThrough;
    private final Executor closing;

    private Transports(Transport control, LazyTransport passThrough, Executor closing) {
        this.control = control;
        this.passThrough = passThrough;
        this.closing = closing;
    }

    /**
     * One finished client for everything: an instance cannot be duplicated.
     *
     * @param closing closes clients, each on a thread of its own: on an event loop one alone may take seconds
     */
    public static Transports shared(Transport transport, Executor closing) {
        return new Shared(transport, transport, Optional.empty(), () -> transport, closing);
    }

    /**
     * One client for all nodes and another for control calls; the former is renewed now and then, see {@link SharedClients}.
     *
     * @param passThrough for requests that are not balanced; if empty, they have the nodes' first client
     */
    public static Transports shared(
            Supplier<? extends Transport> factory, Optional<Transport> passThrough, Executor closing) {
        return new Shared(factory.get(), factory.get(), passThrough, factory, closing);
    }

    /**
     * One client per node, opened with the node's first connection, and one for control calls.
     *
     * @param passThrough for requests that are not balanced; if empty, one is built with the first of them
     */
    public static Transports perNode(
            Supplier<? extends Transport> factory, Optional<Transport> passThrough, Executor closing) {
        ReentrantLock building = new ReentrantLock();
        Supplier<Transport> oneAtATime = () -> { // the SDK's builders are not thread-safe
            building.lock();
            try {
                return factory.get();
            } finally {
                building.unlock();
            }
        };
        return new PerNode(oneAtATime, passThrough, closing);
    }

    /** The client for control calls. */
    public final Transport control() {
        return control;
    }

    /** True if control calls and requests compete for one connection pool. */
    abstract boolean controlSharesPool();

    /**
     * True if a control call may have to wait for a connection, which says nothing about the node: the pool is that of the
     * requests, or it is smaller than the number of control calls at once.
     */
    public final boolean controlMayWaitForPool() {
        int connections = control.pool().max();
        return controlSharesPool() || (connections > 0 && connections < CONTROL_CALLS_AT_ONCE);
    }

    /** How many requests one node should have at once while others have fewer, as far as the pool tells; 25 if it is not known. */
    public final int maxInFlightPerNode() {
        int limit = requestPool().maxInFlightPerNode();
        return limit > 0 ? limit : MAX_IN_FLIGHT;
    }

    /** The pool that the nodes' requests share; unknown if each node has a client of its own. */
    abstract PoolUse requestPool();

    /** True if {@link #open} builds a client. */
    abstract boolean buildsClients();

    /**
     * The client for requests that are not balanced. The first call may build it, unless {@link #hasPassThrough}.
     *
     * @throws IllegalStateException if this is closed and the client was not built
     */
    public final Transport passThrough() {
        return passThrough.get();
    }

    /** False if {@link #passThrough} would build a client: not on an event loop. */
    public final boolean hasPassThrough() {
        return passThrough.isBuilt();
    }

    final void closePassThrough() {
        passThrough.close(closing);
    }

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
        private final boolean ownPassThrough;
        private final SharedClients clients;

        private Shared(
                Transport requests,
                Transport control,
                Optional<Transport> passThrough,
                Supplier<? extends Transport> factory,
                Executor closing) {
            super(control, LazyTransport.of(passThrough.orElse(requests)), closing);
            this.requests = requests;
            this.ownPassThrough = passThrough.isPresent();
            this.clients = new SharedClients(requests, factory);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // one instance in both roles
        boolean controlSharesPool() {
            return control() == requests;
        }

        @Override
        PoolUse requestPool() {
            return clients.current().pool();
        }

        @Override
        boolean buildsClients() {
            return false;
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
            if (ownPassThrough) {
                closePassThrough();
            }
        }
    }

    private static final class PerNode extends Transports {
        private final Supplier<Transport> factory;

        private PerNode(Supplier<Transport> factory, Optional<Transport> passThrough, Executor closing) {
            super(
                    factory.get(),
                    passThrough.map(LazyTransport::of).orElseGet(() -> new LazyTransport(factory)),
                    closing);
            this.factory = factory;
        }

        @Override
        boolean controlSharesPool() {
            return false;
        }

        @Override
        PoolUse requestPool() {
            return PoolUse.UNKNOWN;
        }

        @Override
        boolean buildsClients() {
            return true;
        }

        @Override
        Transport open() {
            return factory.get();
        }

        @Override
        void release(Transport transport) {
            transport.close();
        }

        @Override
        public void close() {
            closePassThrough();
            closing().execute(control()::close);
        }
    }
}
