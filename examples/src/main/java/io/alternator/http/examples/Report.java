package io.alternator.http.examples;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Prints requests, share and latency per node, from the clients' meters. */
final class Report {
    private static final String REQUESTS = "alternator.client.requests";
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final MeterRegistry registry;

    /** Create it before the registry has meters: it adds a filter that turns on the percentiles of requests. */
    Report(MeterRegistry registry) {
        this.registry = registry;
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                if (!id.getName().equals(REQUESTS)) {
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
        Map<String, Collection<Timer>> byNode = registry.find(REQUESTS).timers().stream()
                .filter(timer -> "success".equals(timer.getId().getTag("outcome")))
                .collect(Collectors.groupingBy(
                        timer -> Objects.requireNonNull(timer.getId().getTag("node")),
                        TreeMap::new,
                        Collectors.toCollection(ArrayList::new)));
        long total = byNode.values().stream().mapToLong(Report::count).sum();
        System.out.printf(
                "%n%-24s %10s %8s %10s %10s %12s%n", "node", "requests", "share", "p50 ms", "p99 ms", "connections");
        byNode.forEach((node, timers) -> System.out.printf(
                Locale.ROOT,
                "%-24s %10d %7.1f%% %10.2f %10.2f %12s%n",
                node,
                count(timers),
                100.0 * count(timers) / Math.max(1, total),
                highest(timers, MEDIAN),
                highest(timers, P99),
                connections(embedded, node)));
    }

    private static long count(Collection<Timer> timers) {
        return timers.stream().mapToLong(Timer::count).sum();
    }

    /** Percentiles cannot be aggregated over clients, so that of the slowest client is shown. */
    private static double highest(Collection<Timer> timers, double percentile) {
        double highest = 0;
        for (Timer timer : timers) {
            for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
                if (value.percentile() == percentile) {
                    highest = Math.max(highest, value.value(TimeUnit.MILLISECONDS));
                }
            }
        }
        return highest;
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
