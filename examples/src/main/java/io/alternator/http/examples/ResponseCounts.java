package io.alternator.http.examples;

import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Successful responses by node, from the meters of all clients of a registry. Works on any cluster. */
final class ResponseCounts {
    private final MeterRegistry registry;
    private Map<String, Long> seen = Map.of();

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
    Map<String, Long> byNode() {
        Map<String, Long> counts = new TreeMap<>();
        timersByNode().forEach((node, timers) -> counts.put(node, count(timers)));
        return counts;
    }

    /** The node that answered since the last call of this method; the first by name if several did. */
    String latestNode() {
        Map<String, Long> before = seen;
        seen = byNode();
        Predicate<Map.Entry<String, Long>> grew = node -> node.getValue() > before.getOrDefault(node.getKey(), 0L);
        return seen.entrySet().stream()
                .filter(grew)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("no node");
    }

    /** Prints requests, share and latency of each node, and its open connections. */
    void print(Target target) {
        System.out.printf(
                "%n%-24s %10s %8s %10s %10s %12s%n",
                "node", "requests", "share", "mean ms", "longest ms", "connections");
        long all = byNode().values().stream().mapToLong(Long::longValue).sum();
        timersByNode()
                .forEach((node, timers) -> System.out.printf(
                        Locale.ROOT,
                        "%-24s %10d %7.1f%% %10.2f %10.2f %12s%n",
                        node,
                        count(timers),
                        100.0 * count(timers) / Math.max(1, all),
                        timers.stream()
                                        .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                                        .sum()
                                / Math.max(1, count(timers)),
                        timers.stream()
                                .mapToDouble(timer -> timer.max(TimeUnit.MILLISECONDS))
                                .max()
                                .orElse(0),
                        target.node(node)
                                .map(TestNode::openConnections)
                                .map(String::valueOf)
                                .orElse("n/a")));
    }

    /** One timer for each client and operation. */
    private Map<String, List<Timer>> timersByNode() {
        return registry.find("alternator.client.requests").tag("outcome", "success").timers().stream()
                .collect(Collectors.groupingBy(
                        timer -> Objects.requireNonNull(timer.getId().getTag("node")),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static long count(List<Timer> timers) {
        return timers.stream().mapToLong(Timer::count).sum();
    }
}
