package io.alternator.http.internal.client;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeEndpoint;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientKind;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.identity.LibraryVersion;
import io.alternator.http.internal.metrics.DeferredMeters;
import io.alternator.http.internal.rewrite.EndpointOnly;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.Transport;
import io.alternator.http.internal.transport.Transports;
import io.alternator.http.internal.transport.WrappedClients;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Everything behind one wrapper: its clusters, its wrapped clients and its threads. Owns them and closes them. Thread-safe.
 */
public final class ClientRuntime implements AutoCloseable {
    private static final Ticker TICKER = System::nanoTime;
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final ClientIdentity identity;
    private final ClientLog log;
    private final ClientThreads threads;
    private final Transports transports;
    private final ClusterFactory factory;
    private final ClusterResolver clusters;
    private final EndpointOnly endpointOnly;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientRuntime(AlternatorConfig config, ClientKind kind, Function<ClientThreads, Transports> transports) {
        this.identity = ClientIdentity.open(config, kind);
        this.log = identity.log(ClientRuntime.class);
        this.threads = new ClientThreads(identity);
        try {
            this.transports = transports.apply(threads);
            this.endpointOnly = new EndpointOnly(anyClient().hostHeader(), config, identity);
            this.factory = new ClusterFactory(
                    this.transports,
                    new DnsResolver(threads.blocking(), threads.scheduler()),
                    threads.scheduler(),
                    threads.blocking(),
                    TICKER,
                    InstantSource.system(),
                    RANDOM);
            this.clusters = config.seeds().isEmpty()
                    ? new ClusterPerEndpoint(
                            endpoint -> newClusterAt(endpoint, config), TICKER, threads.blocking(), identity)
                    : new ConfiguredCluster(config, newCluster(config, identity), identity);
        } catch (RuntimeException | Error e) {
            threads.shutDown();
            threads.close();
            identity.release();
            throw e;
        }
        log.info("Started version {} with {}; other settings have their defaults", LibraryVersion.get(), config);
    }

    /**
     * Balances each endpoint that DynamoDB requests go to, over a finished client.
     *
     * @param client makes the transport; its control calls may block threads of the executor
     */
    public static ClientRuntime zeroConfig(ClientKind kind, Function<Executor, Transport> client) {
        return overClient(AlternatorConfig.builder().build(), kind, client);
    }

    /**
     * Balances the configuration's cluster over a finished client; without seeds, each endpoint of DynamoDB requests.
     *
     * @throws IllegalArgumentException if the strategy needs a client per node
     */
    public static ClientRuntime overClient(
            AlternatorConfig config, ClientKind kind, Function<Executor, Transport> client) {
        if (config.strategy() == RoutingStrategy.PER_CONNECTION) {
            throw new IllegalArgumentException("strategy: PER_CONNECTION needs a client per node and got one finished"
                    + " client; pass the client's builder instead, as in ApacheHttpClient.builder()");
        }
        return new ClientRuntime(
                config, kind, threads -> WrappedClients.shared(client.apply(threads.blocking()), threads.closing()));
    }

    /**
     * As {@link #overClient}, over clients made as the strategy needs them. If the endpoint is exempt from the clients' proxy, so
     * are all nodes.
     *
     * @param disableProxy has all later clients built without a proxy; false if it cannot
     */
    public static ClientRuntime overBuilder(
            AlternatorConfig config,
            ClientKind kind,
            Function<Executor, Supplier<Transport>> clients,
            BooleanSupplier disableProxy) {
        if (config.keepEndpointName()) {
            throw new IllegalArgumentException(
                    "keepEndpointName: needs a builder for each node, as each resolves the name"
                            + " to its node: .delegate(node -> ApacheHttpClient.builder().dnsResolver(node::resolve))");
        }
        return new ClientRuntime(
                config,
                kind,
                threads -> WrappedClients.fromBuilder(
                        config, clients.apply(threads.blocking()), disableProxy, threads.closing()));
    }

    /**
     * As {@link #overBuilder}, over clients that are each built for one node, whether for its requests or for control calls.
     *
     * @throws IllegalArgumentException if the configuration has another strategy than PER_CONNECTION, or no seeds; or if it keeps the
     *     endpoint's name, which a proxy would resolve
     */
    public static ClientRuntime overNodeBuilders(
            AlternatorConfig config,
            ClientKind kind,
            Function<Executor, Function<NodeEndpoint, Transport>> clients,
            BooleanSupplier disableProxy) {
        if (config.strategy() != RoutingStrategy.PER_CONNECTION
                || config.seeds().isEmpty()) {
            throw new IllegalArgumentException(
                    "delegate: a builder for each node needs PER_CONNECTION and seeds, but the"
                            + " configuration has " + config.strategy() + " and seeds " + config.seeds()
                            + "; set both, or"
                            + " pass one builder");
        }
        return new ClientRuntime(
                config,
                kind,
                threads -> WrappedClients.fromNodeBuilders(
                        config,
                        clients.apply(threads.blocking()),
                        disableProxy,
                        threads.blocking(),
                        threads.closing()));
    }

    /**
     * The cluster that a request is for; null if it passes through.
     *
     * @throws IllegalStateException if this is closed
     */
    public @Nullable Cluster clusterOf(SdkHttpRequest request) {
        if (closed.get()) {
            throw new IllegalStateException(
                    "the HTTP client '" + identity.name() + "' is closed; it cannot send a request");
        }
        if (endpointOnly.includes(request)) {
            return null;
        }
        Cluster cluster = clusters.resolve(request);
        return endpointOnly.mayInclude(request)
                ? null
                : cluster; // asked last, as the first request to a cluster has it learnt
    }

    /**
     * The client for requests that are for no cluster. The first call may build it, unless {@link #hasPassThrough}.
     *
     * @throws IllegalStateException if this is closed and the client was not built
     */
    public Transport passThrough() {
        return transports.passThrough();
    }

    /** False if {@link #passThrough} would build a client: not on an event loop. */
    public boolean hasPassThrough() {
        return transports.hasPassThrough();
    }

    /** One of the wrapped clients, for what they have in common. */
    public Transport anyClient() {
        return transports.control();
    }

    /** For second attempts of clients that block; rejects those for which no thread is free. */
    public Executor hedgeThreads() {
        return threads.hedges();
    }

    /** For work that may block. */
    public Executor blocking() {
        return threads.blocking();
    }

    /** Snapshots of the nodes of all clusters. */
    public List<NodeStatus> nodes() {
        return clusters.clusters().stream()
                .flatMap(cluster -> cluster.nodes().stream())
                .toList();
    }

    /** The client's state for health endpoints. */
    public ClientHealth health() {
        return HealthReport.of(clusters.clusters());
    }

    /** Closes all clients at once and waits for it, up to 10 s, and for the background work to end. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Stream.<Runnable>of(
                        clusters::close,
                        threads::shutDown,
                        transports::close, // calls in flight fail with their client, which ends their threads
                        threads::close,
                        identity::release)
                .forEach(this::closePart);
    }

    private void closePart(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            log.warn(
                    "Closing a part of the HTTP client failed; the other parts are closed"
                            + "; see troubleshooting.md#closing-failed",
                    e);
        }
    }

    private Cluster newClusterAt(URI endpoint, AlternatorConfig template) {
        AlternatorConfig config =
                template.toBuilder().seeds(endpoint.toString()).build();
        return newCluster(config, identity.at(config.logicalAddress()));
    }

    private Cluster newCluster(AlternatorConfig config, ClientIdentity client) {
        return factory.create(config, client, DeferredMeters.of(config, client, threads.scheduler(), TICKER));
    }
}
