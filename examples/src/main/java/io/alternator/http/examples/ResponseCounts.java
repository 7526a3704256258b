package io.alternator.http.examples;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

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
        Map<String, Long> counts = new TreeMap<>();
        for (Timer timer : registry.find("alternator.client.requests").timers()) {
            Meter.Id id = timer.getId();
            if ("success".equals(id.getTag("outcome"))) {
                counts.merge(Objects.requireNonNull(id.getTag("node")), timer.count(), Long::sum);
            }
        }
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
}
