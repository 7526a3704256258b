package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.sdk.PoolUse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Which wrapped client serves which purpose: one for all nodes or one per node, and, where clients come from a builder, a
 * separate one for control calls, so that a probe does not wait behind the requests whose node it checks, nor behind those of
 * another service.
 */
public abstract class Transports implements AutoCloseable {
    /** Several nodes may be checked, and one asked for the list, at once. */
    private static final int CONTROL_CALLS_AT_ONCE = 16;

    /** Of the SDK's HTTP clients. */
    private static final int DEFAULT_CONNECTIONS = 50;

    private static final int MAX_IN_FLIGHT = DEFAULT_CONNECTIONS / 2;

    private final Transport control;
    private final ControlClients controls;
    private final Optional<LazyTransport> ownPassThrough;
    private final LazyTransport passThrough;
    private final Executor closing;

    /**
     * Without a client for requests that are not balanced, {@code other} takes them too.
     *
     * @param control the first client for control calls
     * @param controlFactory makes later ones; not used if control calls share the requests' pool
     */
    Transports(
            Transport control,
            Supplier<? extends Transport> controlFactory,
            Optional<LazyTransport> ownPassThrough,
            Transport other,
            Executor closing) {
        this.ownPassThrough = ownPassThrough;
        this.passThrough = ownPassThrough.orElseGet(() -> LazyTransport.of(other));
        this.control = control;
        this.controls = new ControlClients(control, controlFactory, closing);
        this.closing = closing;
    }

    /** A client for control calls, which tells what all of them have in common. */
    public final Transport control() {
        return control;
    }

    /** Sends a control call to the node with this target; see {@link Transport#send}. */
    public CompletableFuture<ControlReply> sendControl(
            NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started) {
        return controls.send(lastOfItsConnection(request), maxBytes, started);
    }

    /** A node has left; see {@link ControlClients}. */
    final void nodeLeft() {
        if (!controlSharesPool()) {
            controls.nodeLeft();
        }
    }

    /**
     * Has the connection closed after the request. Nodes are asked rarely: until the next time, an open connection would take 16 KB of
     * an Apache client, and a firewall might forget it. Over TLS, opening another costs more than that; and a connection of the
     * requests' pool is the requests' to close.
     */
    final SdkHttpRequest lastOfItsConnection(SdkHttpRequest request) {
        return controlSharesPool() || !request.protocol().equals("http")
                ? request
                : request.toBuilder().putHeader("Connection", "close").build();
    }

    /** True if control calls and requests compete for one connection pool. */
    abstract boolean controlSharesPool();

    /**
     * True if a control call may have to wait for what says nothing about the node. For a connection: the pool is that of the requests,
     * or it is smaller than the number of control calls at once. Or for a thread, which the application's callbacks may block.
     */
    public final boolean controlMayBeHeldUp() {
        int connections = control.pool().max();
        return controlSharesPool()
                || (connections > 0 && connections < CONTROL_CALLS_AT_ONCE)
                || control.runsCallbacks();
    }

    /** How many requests one node should have at once while others have fewer, as far as the pool tells; 25 if it is not known. */
    public final int maxInFlightPerNode() {
        int limit = requestPool().maxInFlightPerNode();
        return limit > 0 ? limit : MAX_IN_FLIGHT;
    }

    /** How many connections to one node may be open, as far as the pool tells; 50 if it is not known. */
    public final int maxConnectionsPerNode() {
        PoolUse pool = control.pool(); // built as the requests' client is
        int limit = Math.max(pool.max(), pool.maxPerNode());
        return limit > 0 ? limit : DEFAULT_CONNECTIONS;
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
        if (!controlSharesPool()) {
            controls.close();
        }
    }

    abstract void closeBalanced();
}
