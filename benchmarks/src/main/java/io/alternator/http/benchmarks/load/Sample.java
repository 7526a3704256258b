package io.alternator.http.benchmarks.load;

import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One turn in figures, each for one request where it can be.
 *
 * @param rate requests a second
 * @param asked requests that nodes read
 * @param lastNodesPart of those, what the last node read; for all together
 * @param opened connections
 */
record Sample(
        double rate,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double cpuMicros,
        double allocatedBytes,
        double wireBytes,
        double asked,
        double lastNodesPart,
        double opened,
        double serverCpuMicros) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What this process and the server have used up to some moment. */
    record State(Usage client, Traffic server) {}

    static Sample of(Turn turn, long elapsedNanos, State before, State after) {
        Latencies latencies = turn.latencies();
        double requests = latencies.count();
        Traffic from = before.server();
        Traffic to = after.server();
        return new Sample(
                requests * NANOS_PER_SECOND / elapsedNanos,
                latencies.quantile(0.5) / NANOS_PER_MICRO,
                latencies.quantile(0.99) / NANOS_PER_MICRO,
                latencies.quantile(0.999) / NANOS_PER_MICRO,
                after.client().cpuNanosSince(before.client()) / NANOS_PER_MICRO / requests,
                after.client().allocatedSince(before.client()) / requests,
                (to.bytes() - from.bytes()) / requests,
                (to.requests() - from.requests()) / requests,
                (double) (to.lastNodesRequests() - from.lastNodesRequests()) / (to.requests() - from.requests()),
                to.accepted() - from.accepted(),
                (to.cpuNanos() - from.cpuNanos()) / NANOS_PER_MICRO / requests);
    }

    /** As it travels between the processes. */
    DoubleStream figures() {
        return DoubleStream.of(
                rate,
                p50Micros,
                p99Micros,
                p999Micros,
                cpuMicros,
                allocatedBytes,
                wireBytes,
                asked,
                lastNodesPart,
                opened,
                serverCpuMicros);
    }

    /** Of figures in their order. */
    static Sample of(Iterator<Double> figures) {
        return new Sample(
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

    /** The median of each figure; what was opened is summed up. */
    static Sample middle(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::rate),
                median(samples, Sample::p50Micros),
                median(samples, Sample::p99Micros),
                median(samples, Sample::p999Micros),
                median(samples, Sample::cpuMicros),
                median(samples, Sample::allocatedBytes),
                median(samples, Sample::wireBytes),
                median(samples, Sample::asked),
                median(samples, Sample::lastNodesPart),
                samples.stream().mapToDouble(Sample::opened).sum(),
                median(samples, Sample::serverCpuMicros));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure).median();
    }
}
