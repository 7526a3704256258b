package io.alternator.http.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.alternator.http.benchmarks.stub.StubCluster;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What is measured of one turn. CPU time and bytes are per completed request. */
enum Figure {
    /** Completed requests per second. */
    RATE,
    P50_MICROS,
    P99_MICROS,
    P999_MICROS,
    CPU_MICROS,
    ALLOCATED_BYTES,
    WIRE_BYTES,
    /** Requests read by the nodes per completed request; above 1 with retries or hedging. */
    NODE_REQUESTS,
    /** The last node's share of the requests read by the nodes. */
    LAST_NODE_SHARE,
    /** Connections opened, a total. */
    OPENED,
    SERVER_CPU_MICROS;

    /**
     * Cumulative counters of this process and of the server at a point in time.
     *
     * @param cpuNanos CPU time of all threads, including the JIT compiler and the garbage collector
     * @param allocated bytes allocated on the Java heap, by the id of each live thread. The bytes of ended threads are lost, so threads
     *     must live throughout a measurement
     */
    record Counters(long cpuNanos, Map<Long, Long> allocated, StubCluster.State server) {

        static Counters now(StubCluster.State server) {
            ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            Map<Long, Long> allocated = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
                allocated.put(ids[i], Math.max(0, bytes[i]));
            }
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return new Counters(system.getProcessCpuTime(), allocated, server);
        }

        private double allocatedSince(Counters earlier) {
            return allocated.entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L))
                    .sum();
        }
    }

    /** All figures of a turn. */
    static Map<Figure, Double> of(Histogram latencies, long elapsedNanos, Counters before, Counters after) {
        double requests = latencies.getTotalCount();
        double nodeRequests = after.server.requests() - before.server.requests();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(RATE, requests * 1e9 / elapsedNanos);
        figures.put(P50_MICROS, latencies.getValueAtPercentile(50) / 1e3);
        figures.put(P99_MICROS, latencies.getValueAtPercentile(99) / 1e3);
        figures.put(P999_MICROS, latencies.getValueAtPercentile(99.9) / 1e3);
        figures.put(CPU_MICROS, (after.cpuNanos - before.cpuNanos) / 1e3 / requests);
        figures.put(ALLOCATED_BYTES, after.allocatedSince(before) / requests);
        figures.put(WIRE_BYTES, (after.server.bytes() - before.server.bytes()) / requests);
        figures.put(NODE_REQUESTS, nodeRequests / requests);
        figures.put(
                LAST_NODE_SHARE, (after.server.lastNodeRequests() - before.server.lastNodeRequests()) / nodeRequests);
        figures.put(OPENED, (double) (after.server.accepted() - before.server.accepted()));
        figures.put(
                SERVER_CPU_MICROS, (after.server.processCpuNanos() - before.server.processCpuNanos()) / 1e3 / requests);
        return figures;
    }

    /** This figure of all samples. */
    double[] of(List<Map<Figure, Double>> samples) {
        return samples.stream()
                .mapToDouble(sample -> sample.getOrDefault(this, Double.NaN))
                .toArray();
    }
}
