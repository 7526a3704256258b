package io.alternator.http.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.alternator.http.benchmarks.stub.StubCluster;
import io.alternator.http.benchmarks.stub.StubServerProcess;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What is measured of one turn. CPU time and bytes are per completed request. */
enum Figure {
    /** Completed requests per second. */
    RATE(turn -> turn.requests * 1e9 / turn.elapsedNanos),
    P50_MICROS(turn -> turn.latencies.getValueAtPercentile(50) / 1e3),
    P99_MICROS(turn -> turn.latencies.getValueAtPercentile(99) / 1e3),
    P999_MICROS(turn -> turn.latencies.getValueAtPercentile(99.9) / 1e3),
    CPU_MICROS(turn -> (turn.after.cpuNanos - turn.before.cpuNanos) / 1e3 / turn.requests),
    ALLOCATED_BYTES(turn -> turn.after.allocatedSince(turn.before) / turn.requests),
    WIRE_BYTES(turn -> (turn.after.server.bytes() - turn.before.server.bytes()) / turn.requests),
    /** Requests read by the nodes per completed request; above 1 with retries or hedging. */
    NODE_REQUESTS(turn -> turn.nodeRequests() / turn.requests),
    /** The last node's share of the requests read by the nodes. */
    LAST_NODE_SHARE(turn ->
            (turn.after.server.lastNodeRequests() - turn.before.server.lastNodeRequests()) / turn.nodeRequests()),
    /** Connections opened, a total. */
    OPENED(turn -> turn.after.server.accepted() - turn.before.server.accepted()),
    SERVER_CPU_MICROS(turn -> (turn.after.serverCpuNanos - turn.before.serverCpuNanos) / 1e3 / turn.requests);

    @SuppressWarnings("ImmutableEnumChecker") // a stateless lambda
    private final ToDoubleFunction<Measured> formula;

    Figure(ToDoubleFunction<Measured> formula) {
        this.formula = formula;
    }

    /**
     * Cumulative counters of this process and of the server at a point in time.
     *
     * @param cpuNanos CPU time of all threads, including the JIT compiler and the garbage collector
     * @param allocated bytes allocated on the Java heap, by the id of each live thread. The bytes of ended threads are lost, so threads
     *     must live throughout a measurement
     */
    record Counters(long cpuNanos, Map<Long, Long> allocated, StubCluster.Counters server, long serverCpuNanos) {

        static Counters now(StubServerProcess.State state, int cluster) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            Map<Long, Long> allocated = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
                allocated.put(ids[i], Math.max(0, bytes[i]));
            }
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Counters(
                    system.getProcessCpuTime(),
                    allocated,
                    state.clusters().get(cluster).counters(),
                    state.cpuNanos());
        }

        private long allocatedSince(Counters earlier) {
            return allocated.entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L))
                    .sum();
        }
    }

    /** What the formulas use. */
    private record Measured(
            double requests, double elapsedNanos, Histogram latencies, Counters before, Counters after) {
        private double nodeRequests() {
            return after.server.requests() - before.server.requests();
        }
    }

    /** All figures of a turn. */
    static Map<Figure, Double> of(Histogram latencies, long elapsedNanos, Counters before, Counters after) {
        Measured turn = new Measured(latencies.getTotalCount(), elapsedNanos, latencies, before, after);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (Figure figure : values()) {
            figures.put(figure, figure.formula.applyAsDouble(turn));
        }
        return figures;
    }

    /** This figure of all samples. */
    double[] of(List<Map<Figure, Double>> samples) {
        return samples.stream()
                .mapToDouble(sample -> sample.getOrDefault(this, Double.NaN))
                .toArray();
    }
}
