package io.alternator.http.internal.transport;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeEndpoint;
import io.alternator.http.internal.sdk.ProxySettings;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Builds the clients that a configuration needs. */
public final class WrappedClients {
    private WrappedClients() {}

    /**
     * One finished client for everything: an instance cannot be duplicated.
     *
     * @param closing closes clients, each on a thread of its own: on an event loop one alone may take seconds
     */
    public static Transports shared(Transport transport, Executor closing) {
        return new SharedTransports(transport, transport, Optional.empty(), () -> transport, closing);
    }

    /**
     * One client for all nodes and another for control calls; the former is renewed now and then, see {@link SharedClients}.
     *
     * @param passThrough for requests that are not balanced; if empty, they have the nodes' first client
     */
    public static Transports shared(
            Supplier<? extends Transport> factory, Optional<Transport> passThrough, Executor closing) {
        ReentrantLock building = new ReentrantLock();
        Supplier<Transport> clients = () -> oneAtATime(building, factory);
        return new SharedTransports(clients.get(), clients.get(), passThrough, clients, closing);
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
        return new TransportsPerNode(
                clients.get(), clients, target -> clients.get(), Optional.empty(), Optional.of(others), closing);
    }

    /**
     * Two clients per node, one for its requests and one for control calls, as each is built for a node and may reach no other.
     *
     * @param example one more client, which is not asked for a node
     * @param passThrough for requests that are not balanced; if empty, they have the example
     * @param blocking builds clients later
     */
    private static Transports boundToNodes(
            Transport example,
            Function<NodeAddress, Transport> factory,
            Optional<Transport> passThrough,
            Executor blocking,
            Executor closing) {
        ReentrantLock building = new ReentrantLock();
        Function<NodeAddress, Transport> clients = target -> oneAtATime(building, () -> factory.apply(target));
        ControlPerNode controls = new ControlPerNode(clients, blocking, closing);
        return new TransportsPerNode(
                example, () -> example, clients, Optional.of(controls), passThrough.map(LazyTransport::of), closing);
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

    /**
     * Clients as the strategy needs them. If the endpoint is exempt from their proxy, so are all nodes: their clients are then built
     * without one, and only requests that are not balanced keep it.
     *
     * @param disableProxy has all later clients built without a proxy; false if it cannot
     */
    public static Transports fromBuilder(
            AlternatorConfig config, Supplier<Transport> builder, BooleanSupplier disableProxy, Executor closing) {
        Transport first = builder.get();
        if (exemptsEndpoint(first, config) && disableProxy.getAsBoolean()) {
            return transports(config, builder, Optional.of(first), closing);
        }
        Queue<Transport> built = new ArrayDeque<>(List.of(first));
        Supplier<Transport> all = () -> built.isEmpty() ? builder.get() : built.remove();
        return transports(config, all, Optional.empty(), closing);
    }

    private static Transports transports(
            AlternatorConfig config, Supplier<Transport> clients, Optional<Transport> passThrough, Executor closing) {
        return switch (config.strategy()) {
            case PER_REQUEST -> shared(clients, passThrough, closing);
            case PER_CONNECTION -> perNode(clients, passThrough, closing);
        };
    }

    /**
     * As {@link #fromBuilder}, but each client is built for one node.
     *
     * @param blocking builds clients later
     * @throws IllegalArgumentException if the configuration keeps the endpoint's name, which a proxy would resolve
     */
    public static Transports fromNodeBuilders(
            AlternatorConfig config,
            Function<NodeEndpoint, Transport> builders,
            BooleanSupplier disableProxy,
            Executor blocking,
            Executor closing) {
        boolean keepsName = config.keepEndpointName();
        Function<NodeAddress, Transport> factory = target -> builders.apply(NodeEndpoint.builder(target)
                .name((keepsName ? config.logicalAddress() : target).host())
                .build());
        NodeAddress seed = config.seeds().get(0);
        Transport first = factory.apply(seed);
        if (keepsName) {
            first.proxy().requireExempt(config.logicalAddress().uriHost());
        }
        boolean another = exemptsEndpoint(first, config) && disableProxy.getAsBoolean();
        return boundToNodes(
                another ? factory.apply(seed) : first,
                factory,
                another ? Optional.of(first) : Optional.empty(),
                blocking,
                closing);
    }

    private static boolean exemptsEndpoint(Transport client, AlternatorConfig config) {
        ProxySettings proxy = client.proxy();
        return proxy.isSet()
                && !config.seeds().isEmpty()
                && !proxy.isUsedFor(config.logicalAddress().uriHost());
    }
}
