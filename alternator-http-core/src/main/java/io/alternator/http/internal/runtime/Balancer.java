package io.alternator.http.internal.runtime;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectProbe;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.metrics.ClusterMeters;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.routing.ClusterFinder;
import io.alternator.http.internal.routing.ClusterPerEndpoint;
import io.alternator.http.internal.routing.OneCluster;
import io.alternator.http.internal.routing.Surroundings;
import io.alternator.http.internal.routing.Transports;
import io.alternator.http.internal.time.DaemonScheduler;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * All that stands behind one wrapper: its clusters, its wrapped clients, one scheduler thread, a few threads for control calls
 * that block and a few for hedges. Owns them, and closes them.
 */
public final class Balancer<T extends Transport> implements AutoCloseable {
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();
    private static final int BLOCKING_THREADS = 16; // as many nodes may hang at once and still be probed in time
    private static final long BLOCKING_THREAD_IDLE_SECONDS = 5;
    private static final long CLOSE_WAIT_SECONDS = 2;

    private final String name;
    private final DaemonScheduler scheduler;
    private final ThreadPoolExecutor blocking;
    private final HedgeThreads hedgeThreads;
    private final Transports<T> transports;
    private final ClusterFinder<T> clusters;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Balancer(String name, Function<Executor, Transports<T>> transports, Assembly<T> assembly) {
        this.name = name;
        this.scheduler = new DaemonScheduler(name);
        this.blocking = new ThreadPoolExecutor(
                BLOCKING_THREADS,
                BLOCKING_THREADS,
                BLOCKING_THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonScheduler.daemons(name + "-control"));
        this.blocking.allowCoreThreadTimeOut(true);
        this.hedgeThreads = new HedgeThreads(name);
        this.transports = transports.apply(blocking);
        this.clusters = assembly.clusters(this);
    }

    private interface Assembly<T extends Transport> {
        ClusterFinder<T> clusters(Balancer<T> balancer);
    }

    /**
     * Balances whatever endpoint the application uses DynamoDB's API on, over a finished client.
     *
     * @param client makes the transport; its control calls may block threads of the executor
     */
    public static <T extends Transport> Balancer<T> zeroConfig(Function<Executor, T> client) {
        return new Balancer<>(
                ClientNames.unnamed(),
                blocking -> Transports.shared(client.apply(blocking)),
                balancer -> new ClusterPerEndpoint<>(balancer::newClusterAt));
    }

    /**
     * Balances the configuration's cluster over a finished client.
     *
     * @throws IllegalArgumentException if the strategy needs a client per node
     */
    public static <T extends Transport> Balancer<T> overClient(AlternatorConfig config, Function<Executor, T> client) {
        if (config.strategy() == RoutingStrategy.PER_CONNECTION) {
            throw new IllegalArgumentException("strategy: PER_CONNECTION needs a client per node and got one finished"
                    + " client; pass the client's builder instead, as in ApacheHttpClient.builder()");
        }
        return configured(config, blocking -> Transports.shared(client.apply(blocking)));
    }

    /** Balances the configuration's cluster over clients made as its strategy needs them. */
    public static <T extends Transport> Balancer<T> overBuilder(
            AlternatorConfig config, Function<Executor, Supplier<T>> clients) {
        return configured(config, blocking -> switch (config.strategy()) {
            case PER_REQUEST -> Transports.shared(clients.apply(blocking));
            case PER_CONNECTION -> Transports.perNode(clients.apply(blocking));
        });
    }

    private static <T extends Transport> Balancer<T> configured(
            AlternatorConfig config, Function<Executor, Transports<T>> transports) {
        return new Balancer<>(
                config.name().map(ClientNames::like).orElseGet(ClientNames::unnamed),
                transports,
                balancer -> new OneCluster<>(config, balancer.newCluster(config, balancer.name)));
    }

    /** Says no to null, in words that tell what to pass. */
    public static <V> V require(String setting, @Nullable V value) {
        if (value == null) {
            throw new IllegalArgumentException(setting + ": null is not a value; pass a " + setting);
        }
        return value;
    }

    /**
     * The cluster that a request is for; null if it is to pass through.
     *
     * @throws IllegalStateException if this is closed
     */
    public @Nullable Cluster<T> clusterOf(SdkHttpRequest request) {
        if (closed.get()) {
            throw new IllegalStateException("the HTTP client '" + name + "' is closed; it cannot send a request");
        }
        return clusters.find(request);
    }

    /** For requests that are for no cluster. */
    public T passThrough() {
        return transports.passThrough();
    }

    /** For second attempts of clients that block; rejects those for which there is no thread. */
    public Executor hedgeThreads() {
        return hedgeThreads;
    }

    public List<NodeStatus> nodes() {
        return clusters.clusters().stream()
                .flatMap(cluster -> cluster.nodes().stream())
                .toList();
    }

    public ClientHealth health() {
        return HealthReport.of(clusters.clusters());
    }

    /** Closes all clients and waits for the threads to end; again without effect. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        clusters.close();
        scheduler.close();
        blocking.shutdown(); // clients that are being closed there are closed in peace; calls fail with their client
        transports.close();
        try {
            scheduler.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            blocking.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            blocking.shutdownNow();
            hedgeThreads.close();
            ClientNames.release(name);
        }
    }

    private Cluster<T> newClusterAt(URI endpoint) {
        AlternatorConfig config =
                AlternatorConfig.builder().seeds(endpoint.toString()).build();
        return newCluster(config, name + "@" + config.logicalAddress());
    }

    private Cluster<T> newCluster(AlternatorConfig config, String client) {
        ControlClient control = new ControlClient(transports.control(), scheduler);
        Optional<DirectProbe> direct =
                transports.controlSharesPool() ? Optional.of(new DirectProbe(blocking)) : Optional.empty();
        return new Cluster<>(
                config,
                new Surroundings<>(
                        transports,
                        control,
                        new HealthChecker(control, direct),
                        new DnsResolver(blocking, scheduler),
                        scheduler,
                        blocking,
                        System::nanoTime,
                        InstantSource.system(),
                        RANDOM,
                        new ClusterMeters(config.meterRegistry(), config.metrics(), client, scheduler)));
    }
}
