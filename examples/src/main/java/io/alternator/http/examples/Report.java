package io.alternator.http.examples;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prints requests, share and latency per node, from the clients' meters. */
final class Report {
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final MeterRegistry registry;

    /** Create it before the registry has meters: it adds a filter that turns on the percentiles of requests. */
    Report(MeterRegistry registry) {
        this.registry = registry;
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                if (!id.getName().equals(ResponseCounts.REQUESTS)) {
                    return config;
                }
                return DistributionStatisticConfig.builder()
                        .percentiles(MEDIAN, P99)
                        .expiry(Duration.ofMinutes(5))
                        .build()
                        .merge(config);
            }
        });
    }

    void print(Optional<AlternatorTestCluster> embedded) {
        Map<String, Long> byNode = ResponseCounts.byNode(registry);
        long total = byNode.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "%n%-24s %10s %8s %10s %10s %12s%n", "node", "requests", "share", "p50 ms", "p99 ms", "connections");
        byNode.forEach((node, requests) -> System.out.printf(
                Locale.ROOT,
                "%-24s %10d %7.1f%% %10.2f %10.2f %12s%n",
                node,
                requests,
                100.0 * requests / Math.max(1, total),
                highest(node, MEDIAN),
                highest(node, P99),
                connections(embedded, node)));
    }

    /** Percentiles cannot be aggregated over clients, so that of the slowest client is shown. */
    private double highest(String node, double percentile) {
        return ResponseCounts.successes(registry)
                .filter(timer -> node.equals(timer.getId().getTag("node")))
                .flatMap(timer -> Stream.of(timer.takeSnapshot().percentileValues()))
                .filter(value -> value.percentile() == percentile)
                .mapToDouble(value -> value.value(TimeUnit.MILLISECONDS))
                .max()
                .orElse(0);
    }

    private static String connections(Optional<AlternatorTestCluster> embedded, String node) {
        return embedded.flatMap(cluster -> cluster.nodes().stream()
                        .filter(candidate -> candidate.address().toString().equals(node))
                        .findFirst())
                .map(TestNode::openConnections)
                .map(String::valueOf)
                .orElse("n/a");
    }
}
