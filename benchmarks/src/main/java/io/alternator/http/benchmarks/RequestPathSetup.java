package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Configuration for the request-path benchmarks. The nodes exist only in the node list of the no-op client. */
public final class RequestPathSetup {
    private static final long NODES_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private RequestPathSetup() {}

    /** The meter registry of a client. */
    public enum Meters {
        /** Micrometer's global registry, which is an empty composite here: meters record nothing. */
        NONE,
        /** A {@link SimpleMeterRegistry}, in which meters record. */
        KEPT;

        private MeterRegistry registry() {
            return switch (this) {
                case NONE -> Metrics.globalRegistry;
                case KEPT -> new SimpleMeterRegistry();
            };
        }
    }

    static AlternatorConfig config(RoutingStrategy strategy, Meters meters, boolean hedging) {
        return AlternatorConfig.builder()
                .meterRegistry(meters.registry())
                .seeds("10.0.0.1")
                .domain("dog.scylla.com")
                .strategy(strategy)
                .hedging(hedging)
                .build();
    }

    /** Waits until the client knows all nodes, so that each is used during the measurement. */
    static void awaitNodes(int nodes, Supplier<List<NodeStatus>> known) {
        long start = System.nanoTime();
        while (known.get().size() != nodes) {
            if (System.nanoTime() - start > NODES_TIMEOUT_NANOS) {
                throw new IllegalStateException(
                        "the client knows " + known.get().size() + " nodes; expected " + nodes);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
