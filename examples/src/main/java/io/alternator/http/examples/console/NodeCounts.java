package io.alternator.http.examples.console;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Requests of each node since the start, from the meters of all clients: those of one that was closed are gone from the
 * registry, but not from here. Confined to one thread.
 */
final class NodeCounts {
    private static final Set<String> FINE = Set.of("success", "client_error", "aborted");

    private final MeterRegistry registry;
    private final Map<String, Count> totals = new HashMap<>();
    private Map<Meter.Id, Long> seen = Map.of();

    NodeCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param all attempts that ended
     * @param failing those of them that the node, or the way to it, is to blame for
     */
    record Count(long all, long failing) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count more) {
            return new Count(all + more.all, failing + more.failing);
        }
    }

    /** By node, as the meters name it. */
    Map<String, Count> read() {
        Map<Meter.Id, Long> now = new HashMap<>();
        for (Timer timer : registry.find("alternator.client.requests").timers()) {
            Meter.Id id = timer.getId();
            long count = timer.count();
            long more = count - seen.getOrDefault(id, 0L);
            boolean fine = FINE.contains(id.getTag("outcome"));
            totals.merge(Objects.requireNonNull(id.getTag("node")), new Count(more, fine ? 0 : more), Count::plus);
            now.put(id, count);
        }
        seen = now;
        return Map.copyOf(totals);
    }
}
