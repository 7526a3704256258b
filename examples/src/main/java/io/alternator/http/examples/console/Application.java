package io.alternator.http.examples.console;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.BalancedClient;
import io.alternator.http.examples.DemoTable;
import io.alternator.http.examples.Target;
import io.alternator.http.examples.Workload;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The console's sample application: a table, a client that can be replaced, and a steady load. */
final class Application implements AutoCloseable {
    private static final ClientSettings INITIAL =
            new ClientSettings(RoutingStrategy.PER_REQUEST, BalancedClient.Kind.SYNC);
    private static final Duration DISCOVERY_TIMEOUT = Duration.ofSeconds(2);
    private static final int CALLERS = 12;
    private static final int ITEMS = 100; // per caller
    /** Not a divisor of the sampling interval; otherwise every sample would fall on the same phase of a tick. */
    private static final long TICK_NANOS = Duration.ofMillis(47).toNanos();

    private final Target target;
    private final MeterRegistry registry;
    private final AtomicInteger opened = new AtomicInteger();
    private final DemoTable table;
    private final SwitchableClient client;
    private final Workload load;

    Application(Target target, MeterRegistry registry) {
        this.target = target;
        this.registry = registry;
        this.table = DemoTable.create(target);
        this.client = new SwitchableClient(INITIAL, this::open);
        this.load = new Workload(table.name(), ITEMS, Application::awaitTick);
    }

    SwitchableClient client() {
        return client;
    }

    Workload load() {
        return load;
    }

    void start() {
        load.start("caller", client, CALLERS);
    }

    /** Replaces the client by one with these settings. Returns false if it has them already. */
    boolean switchClient(ClientSettings settings) {
        return client.switchTo(settings, (candidate, nodes) -> {
            load.verify(candidate.items());
            awaitNodes(candidate, nodes.size());
        });
    }

    @Override
    public void close() {
        load.stop(Duration.ofSeconds(2));
        client.close();
        table.close();
    }

    /** Each client has its own {@code client} tag in the meters. The first seed may be down, so the known nodes are seeds too. */
    private BalancedClient open(ClientSettings settings, List<NodeStatus> known) {
        List<String> seeds = target.embedded()
                .map(cluster -> cluster.nodes().stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .orElseGet(() -> Stream.concat(
                                Stream.of(target.endpoint()),
                                known.stream().map(node -> node.address().toString()))
                        .toList());
        AlternatorConfig config = target.config()
                .seeds(seeds)
                .strategy(settings.strategy())
                .name("console-" + opened.incrementAndGet())
                .meterRegistry(registry)
                .requestHistogram(true) // for the dashboard's percentiles
                .build();
        return BalancedClient.open(settings.kind(), config, target.credentials());
    }

    /** A new client knows only its seeds at first. Waits, so that the page does not show an incomplete list. */
    private static void awaitNodes(BalancedClient candidate, int nodes) {
        long until = System.nanoTime() + DISCOVERY_TIMEOUT.toNanos();
        while (candidate.nodes().get().size() < nodes && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /**
     * All callers start on a common tick. That bounds the rate and keeps them concurrent, without which per-connection routing would
     * use few nodes. A caller that still waits for a response skips ticks and does not catch up.
     */
    private static void awaitTick() {
        long now = System.nanoTime();
        long tick = (Math.floorDiv(now, TICK_NANOS) + 1) * TICK_NANOS;
        for (long left = tick - now; left > 0; left = tick - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
