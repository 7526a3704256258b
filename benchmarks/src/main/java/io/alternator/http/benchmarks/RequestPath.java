package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the benchmarks of the request path have in common. The nodes exist only in the node list of the no-op client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class RequestPath {
    private static final long NODES_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** The meter registry of a client. */
    public enum Meters {
        /** Micrometer's global registry, which is an empty composite here: meters record nothing. */
        NONE,
        /** A {@link SimpleMeterRegistry}, in which meters record. */
        KEPT
    }

    /** The wrapper over the no-op client. Threads share it. */
    @State(Scope.Benchmark)
    public abstract static class Wrapper {
        /** The routing strategy. */
        @Param
        public RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;

        /** The number of nodes. */
        @Param({"1", "3", "100", "1000"})
        public int nodes;

        /** The meter registry. */
        @Param("NONE")
        public Meters meters = Meters.NONE;

        /** Whether hedging is enabled. The no-op client is too fast for a hedge to be sent. */
        @Param("false")
        public boolean hedging;

        AlternatorConfig config() {
            return AlternatorConfig.builder()
                    .meterRegistry(
                            switch (meters) {
                                case NONE -> Metrics.globalRegistry;
                                case KEPT -> new SimpleMeterRegistry();
                            })
                    .seeds("10.0.0.1")
                    .domain("dog.scylla.com")
                    .strategy(strategy)
                    .hedging(hedging)
                    .build();
        }
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
