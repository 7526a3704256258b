package io.alternator.http.examples.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counter values at one moment.
 *
 * @param requests that succeeded for the application
 * @param failures requests that failed for the application
 * @param byNode attempts on each node, under the address that the meters use
 */
record Reading(Instant at, long requests, long failures, Map<String, Count> byNode) {
    /** Outcomes that are not failures of the node. */
    private static final Set<String> NOT_FAILING = Set.of("success", "client_error", "aborted");

    /**
     * Attempts on a node.
     *
     * @param all that ended
     * @param failing those of them that failed because of the node or its network
     */
    record Count(long all, long failing) {
        private static final Count NONE = new Count(0, 0);

        private static Count of(Timer timer) {
            long all = timer.count();
            return new Count(all, NOT_FAILING.contains(timer.getId().getTag("outcome")) ? 0 : all);
        }

        private Count plus(Count other) {
            return new Count(all + other.all, failing + other.failing);
        }
    }

    /** The attempts on each node, summed over the meters of all clients. */
    static Map<String, Count> attempts(MeterRegistry registry) {
        return registry.find("alternator.client.requests").timers().stream()
                .collect(Collectors.toMap(
                        timer -> Objects.requireNonNull(timer.getId().getTag("node")), Count::of, Count::plus));
    }

    /** Requests per second since an earlier reading. */
    double rateSince(Reading before) {
        return perSecond(requests - before.requests, before);
    }

    /** Attempts on a node per second since an earlier reading. */
    double nodeRateSince(Reading before, String node) {
        return perSecond(count(node).all - before.count(node).all, before);
    }

    /** Failing attempts on a node per second since an earlier reading. */
    double failingRateSince(Reading before, String node) {
        return perSecond(count(node).failing - before.count(node).failing, before);
    }

    private Count count(String node) {
        return byNode.getOrDefault(node, Count.NONE);
    }

    /** At least 0: the wall clock may be set back, and the meters of a node end when a client forgets it. */
    private double perSecond(long count, Reading before) {
        long millis = Duration.between(before.at, at).toMillis();
        return millis > 0 && count > 0 ? count * 1000.0 / millis : 0;
    }
}
