package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Balanced clusters of n nodes that exist in their list only. */
final class Clusters {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Clusters() {}

    static AlternatorConfig config(RoutingStrategy strategy) {
        return AlternatorConfig.builder()
                .seeds("10.0.0.1")
                .domain("dog.scylla.com")
                .strategy(strategy)
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
