package io.alternator.http.examples;

import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Successful responses by node, from the meters of all clients of a registry. Works on any cluster. */
final class ResponseCounts {
    private final MeterRegistry registry;
    private final Map<String, Long> seen = new TreeMap<>();

    /** With a registry of its own. */
    ResponseCounts() {
        this(new SimpleMeterRegistry());
    }

    ResponseCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The registry to pass to the client's configuration. */
    MeterRegistry registry() {
        return registry;
    }

    /** Successful responses so far, by node. */
    SortedMap<String, Long> byNode() {
        return responses().timers().stream()
                .collect(Collectors.groupingBy(
                        timer -> Objects.requireNonNull(timer.getId().getTag("node")),
                        TreeMap::new,
                        Collectors.summingLong(Timer::count)));
    }

    /** The node that answered since the last call of this method; the first by name if several did. */
    String latestNode() {
        SortedMap<String, Long> grown = byNode();
        grown.entrySet().removeAll(seen.entrySet());
        seen.putAll(grown);
        return grown.isEmpty() ? "no node" : grown.firstKey();
    }

    /** Prints requests, share and latency of each node, and its open connections. */
    void print(Target target) {
        System.out.printf(
                "%n%-24s %10s %8s %10s %10s %12s%n",
                "node", "requests", "share", "mean ms", "longest ms", "connections");
        Map<String, Long> counts = byNode();
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        counts.forEach((node, count) -> {
            Collection<Timer> timers = responses().tag("node", node).timers();
            double total = timers.stream()
                    .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                    .sum();
            double longest = timers.stream()
                    .mapToDouble(timer -> timer.max(TimeUnit.MILLISECONDS))
                    .max()
                    .orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %10d %7.1f%% %10.2f %10.2f %12s%n",
                    node,
                    count,
                    100.0 * count / Math.max(1, all),
                    total / Math.max(1, count),
                    longest,
                    target.node(node)
                            .map(TestNode::openConnections)
                            .map(String::valueOf)
                            .orElse("n/a"));
        });
    }

    /** The meters: one timer for each client, node and operation. */
    private Search responses() {
        return registry.find("alternator.client.requests").tag("outcome", "success");
    }
}
