package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

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
    private final Optional<LazyTransport> ownPassThrough;
    private final LazyTransport passThrough;
    private final Executor closing;

    /** Without a client for requests that are not balanced, {@code other} takes them too. */
    private Transports(Transport control, Optional<LazyTransport> ownPassThrough, Transport other, Executor closing) {
        this.ownPassThrough = ownPassThrough;
        this.passThrough = ownPassThrough.orElseGet(() -> LazyTransport.of(other));
        this.control = control;
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
        Supplier<Transport> clients = () -> oneAtATime(building, factory);
        LazyTransport others = passThrough.map(LazyTransport::of).orElseGet(() -> new LazyTransport(clients));
        return new PerNode(clients.get(), target -> clients.get(), Optional.empty(), Optional.of(others), closing);
    }

    /**
     * Two clients per node, one for its requests and one for control calls, as each is built for a node and may reach no other.
     *
     * @param example one more client, which is not asked for a node
     * @param passThrough for requests that are not balanced; if empty, they have the example
     * @param blocking builds clients
     */
    public static Transports boundToNodes(
            Transport example,
            Function<NodeAddress, Transport> factory,
            Optional<Transport> passThrough,
            Executor blocking,
            Executor closing) {
        ReentrantLock building = new ReentrantLock();
        Function<NodeAddress, Transport> clients = target -> oneAtATime(building, () -> factory.apply(target));
        ControlPerNode controls = new ControlPerNode(clients, blocking, closing);
        return new PerNode(example, clients, Optional.of(controls), passThrough.map(LazyTransport::of), closing);
    }

    /** The SDK's builders are not thread-safe, and first requests to two nodes may coincide. */
    private static Transport oneAtATime(ReentrantLock building, Supplier<? extends Transport> factory) {
        building.lock();
        try {
            return factory.get();
        } finally {
            building.unlock();
        }
    }

    /** A client for control calls. */
    public final Transport control() {
        return control;
    }

    /** Sends a control call to the node with this target; see {@link Transport#send}. */
    public CompletableFuture<ControlReply> sendControl(
            NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started) {
        return control.send(request, maxBytes, started);
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

    /** The client for the requests to one node's target; give it back with {@link #release}. */
    abstract Transport open(NodeAddress target);

    /** Takes back a client from {@link #open} after its last request. May block. */
    abstract void release(Transport transport);

    /** Closes clients. */
    final Executor closing() {
        return closing;
    }

    /** Closes the clients that do not belong to a node. Does not wait for it. */
    @Override
    public final void close() {
        ownPassThrough.ifPresent(client -> client.close(closing));
        closeBalanced();
    }

    abstract void closeBalanced();

    private static final class Shared extends Transports {
        private final Transport requests;
        private final SharedClients clients;

        private Shared(
                Transport requests,
                Transport control,
                Optional<Transport> passThrough,
                Supplier<? extends Transport> factory,
                Executor closing) {
            super(control, passThrough.map(LazyTransport::of), requests, closing);
            this.requests = requests;
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
        Transport open(NodeAddress target) {
            return clients.open();
        }

        @Override
        void release(Transport transport) {
            if (!controlSharesPool()) { // a finished client stays
                clients.release(transport);
            }
        }

        @Override
        void closeBalanced() {
            clients.close(closing());
            if (!controlSharesPool()) {
                closing().execute(control()::close);
            }
        }
    }

    private static final class PerNode extends Transports {
        private final Function<NodeAddress, Transport> factory;
        private final Optional<ControlPerNode> controls;

        private PerNode(
                Transport control,
                Function<NodeAddress, Transport> factory,
                Optional<ControlPerNode> controls,
                Optional<LazyTransport> passThrough,
                Executor closing) {
            super(control, passThrough, control, closing);
            this.factory = factory;
            this.controls = controls;
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
        public CompletableFuture<ControlReply> sendControl(
                NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started) {
            return controls.isPresent()
                    ? controls.get().send(target, request, maxBytes, started)
                    : super.sendControl(target, request, maxBytes, started);
        }

        @Override
        Transport open(NodeAddress target) {
            return factory.apply(target);
        }

        @Override
        void release(Transport transport) {
            transport.close();
        }

        @Override
        void closeBalanced() {
            closing().execute(control()::close);
            controls.ifPresent(ControlPerNode::close);
        }
    }
}
