package io.alternator.http.examples;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts successful responses by node, from a client's meters. Works on any cluster. */
final class ResponseCounts {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Map<String, Long> seen = Map.of();

    /** The registry to pass to the client's configuration. */
    SimpleMeterRegistry registry() {
        return registry;
    }

    /** Successful responses so far, by node. */
    Map<String, Long> byNode() {
        return successes(registry)
                .collect(Collectors.groupingBy(
                        ResponseCounts::node, TreeMap::new, Collectors.summingLong(Timer::count)));
    }

    /** The timers of successful responses: one for each client, node and operation. */
    static Stream<Timer> successes(MeterRegistry registry) {
        return registry.find("alternator.client.requests").tag("outcome", "success").timers().stream();
    }

    /** The node of a timer. */
    static String node(Timer timer) {
        return Objects.requireNonNull(timer.getId().getTag("node"));
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
}
