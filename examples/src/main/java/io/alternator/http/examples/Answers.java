package io.alternator.http.examples;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Tells from a client's meters which nodes answered; works on any cluster. */
final class Answers {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Map<String, Long> seen = Map.of();

    /** What to give to the client's configuration. */
    SimpleMeterRegistry registry() {
        return registry;
    }

    /** Responses of each node so far. */
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

    /** The node that answered since the last call of this method. */
    String latest() {
        Map<String, Long> before = seen;
        seen = byNode();
        Predicate<Map.Entry<String, Long>> grew = node -> node.getValue() > before.getOrDefault(node.getKey(), 0L);
        return seen.entrySet().stream()
                .filter(grew)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("nobody");
    }
}
