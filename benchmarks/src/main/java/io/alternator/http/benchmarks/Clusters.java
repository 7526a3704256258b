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

/** Balanced clusters of n nodes that exist in their list only. */
public final class Clusters {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Clusters() {}

    /** Where the meters of a client go. */
    public enum Meters {
        /** To Micrometer's global registry, which has none behind it. */
        NONE,
        /** To a registry that keeps them. */
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

    /** Waits for the list, so that all nodes take part in what is measured. */
    static void awaitNodes(int nodes, Supplier<List<NodeStatus>> known) {
        long start = System.nanoTime();
        while (known.get().size() != nodes) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "the client knows " + known.get().size() + " nodes, not " + nodes);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
