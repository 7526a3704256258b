package io.alternator.http.benchmarks.load;

import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The metrics of one turn, or the medians over several. CPU time and bytes are per completed request.
 *
 * @param rate completed requests per second
 * @param nodeRequests requests read by the nodes per completed request; above 1 with retries or hedging
 * @param lastNodeShare the last node's share of the requests read by the nodes
 * @param opened the number of connections opened, as a total
 */
record TurnMetrics(
        double rate,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double cpuMicros,
        double allocatedBytes,
        double wireBytes,
        double nodeRequests,
        double lastNodeShare,
        double opened,
        double serverCpuMicros) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Cumulative counters of this process and of the server at a point in time. */
    record Counters(ProcessUsage client, ServerCounters server) {}

    static TurnMetrics of(Turn turn, long elapsedNanos, Counters before, Counters after) {
        LatencyHistogram latencies = turn.latencies();
        double requests = latencies.count();
        ServerCounters from = before.server();
        ServerCounters to = after.server();
        return new TurnMetrics(
                requests * NANOS_PER_SECOND / elapsedNanos,
                latencies.quantile(0.5) / NANOS_PER_MICRO,
                latencies.quantile(0.99) / NANOS_PER_MICRO,
                latencies.quantile(0.999) / NANOS_PER_MICRO,
                after.client().cpuNanosSince(before.client()) / NANOS_PER_MICRO / requests,
                after.client().allocatedSince(before.client()) / requests,
                (to.bytes() - from.bytes()) / requests,
                (to.requests() - from.requests()) / requests,
                (double) (to.lastNodeRequests() - from.lastNodeRequests()) / (to.requests() - from.requests()),
                to.accepted() - from.accepted(),
                (to.cpuNanos() - from.cpuNanos()) / NANOS_PER_MICRO / requests);
    }

    /** All components in order, to be sent to another process. */
    DoubleStream figures() {
        return DoubleStream.of(
                rate,
                p50Micros,
                p99Micros,
                p999Micros,
                cpuMicros,
                allocatedBytes,
                wireBytes,
                nodeRequests,
                lastNodeShare,
                opened,
                serverCpuMicros);
    }

    /** Reads the components in the order of {@link #figures()}. */
    static TurnMetrics of(Iterator<Double> figures) {
        return new TurnMetrics(
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next());
    }

    /** The median of each metric. Opened connections are summed. */
    static TurnMetrics medianOf(List<TurnMetrics> samples) {
        return new TurnMetrics(
                median(samples, TurnMetrics::rate),
                median(samples, TurnMetrics::p50Micros),
                median(samples, TurnMetrics::p99Micros),
                median(samples, TurnMetrics::p999Micros),
                median(samples, TurnMetrics::cpuMicros),
                median(samples, TurnMetrics::allocatedBytes),
                median(samples, TurnMetrics::wireBytes),
                median(samples, TurnMetrics::nodeRequests),
                median(samples, TurnMetrics::lastNodeShare),
                samples.stream().mapToDouble(TurnMetrics::opened).sum(),
                median(samples, TurnMetrics::serverCpuMicros));
    }

    private static double median(List<TurnMetrics> samples, ToDoubleFunction<TurnMetrics> figure) {
        return MedianInterval.of(samples, figure).median();
    }
}
