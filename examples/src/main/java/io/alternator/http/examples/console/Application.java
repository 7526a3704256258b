package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.DemoClients;
import io.alternator.http.examples.DemoClients.Settings;
import io.alternator.http.examples.DemoTable;
import io.alternator.http.examples.Target;
import io.alternator.http.examples.Workload;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * The console's sample application: a table, a client of each kind, and a steady load over one of them. All clients are open
 * throughout, so a change fails no request: those in flight end on the client on which they began. Thread-safe.
 */
final class Application implements AutoCloseable {
    private static final int CALLERS = 12;
    private static final int ITEMS = 100; // per caller
    /** Not a divisor of the sampling interval; otherwise every sample would fall on the same phase of a tick. */
    private static final long TICK_NANOS = Duration.ofMillis(47).toNanos();

    private final DemoTable table;
    private final DemoClients clients;
    private final Workload load;
    private volatile Settings settings = new Settings(RoutingStrategy.PER_REQUEST, DemoClients.Kind.SYNC);

    Application(Target target, MeterRegistry registry) {
        this.table = DemoTable.create(target);
        this.clients = new DemoClients(
                target,
                config -> config.meterRegistry(registry).requestHistogram(true)); // for the dashboard's percentiles
        this.load = new Workload(table.name(), ITEMS, Application::awaitTick);
    }

    /** Settings of the client in use. */
    Settings settings() {
        return settings;
    }

    /** The nodes as the client in use sees them. */
    List<NodeStatus> nodes() {
        return client().nodes().get();
    }

    Workload load() {
        return load;
    }

    void start() {
        load.start("caller", () -> client().items(), CALLERS);
    }

    /** Goes on with the client that has these settings. Returns false if it is in use already. */
    synchronized boolean switchClient(Settings other) {
        boolean changes = !other.equals(settings);
        settings = other;
        return changes;
    }

    @Override
    public void close() {
        load.stop(Duration.ofSeconds(2));
        clients.close();
        table.close();
    }

    private DemoClients.Client client() {
        return Objects.requireNonNull(clients.all().get(settings));
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
