package io.alternator.http.examples.console;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Attempts per node since the start, summed over the meters of all clients. The registry drops the meters of a closed client;
 * its counts are kept here. Confined to one thread.
 */
final class NodeCounts {
    /** Outcomes that are not failures of the node. */
    private static final Set<String> NOT_FAILING = Set.of("success", "client_error", "aborted");

    private final MeterRegistry registry;
    private final Map<String, Count> totals = new HashMap<>();
    private Map<Meter.Id, Long> previous = Map.of();

    NodeCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param all attempts that ended
     * @param failing those of them that failed because of the node or its network
     */
    record Count(long all, long failing) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(all + other.all, failing + other.failing);
        }
    }

    /** Totals by node, under the address that the meters use. */
    Map<String, Count> read() {
        Map<Meter.Id, Long> now = new HashMap<>();
        for (Timer timer : registry.find("alternator.client.requests").timers()) {
            Meter.Id id = timer.getId();
            long count = timer.count();
            long added = count - previous.getOrDefault(id, 0L);
            boolean failing = !NOT_FAILING.contains(id.getTag("outcome"));
            totals.merge(Objects.requireNonNull(id.getTag("node")), new Count(added, failing ? added : 0), Count::plus);
            now.put(id, count);
        }
        previous = now;
        return Map.copyOf(totals);
    }
}
