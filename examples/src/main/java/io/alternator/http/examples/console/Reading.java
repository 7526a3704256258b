package io.alternator.http.examples.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counter values at one moment.
 *
 * @param requests that succeeded for the application
 * @param byNode attempts on each node
 */
record Reading(Instant at, long requests, Map<String, NodeCounts.Count> byNode) {

    /** Requests per second since an earlier reading. */
    double rateSince(Reading before) {
        return perSecond(requests - before.requests, before);
    }

    /** Attempts on a node per second since an earlier reading. */
    double nodeRateSince(Reading before, String node) {
        return perSecond(count(node).all() - before.count(node).all(), before);
    }

    /** Failing attempts on a node per second since an earlier reading. */
    double failingRateSince(Reading before, String node) {
        return perSecond(count(node).failing() - before.count(node).failing(), before);
    }

    private NodeCounts.Count count(String node) {
        return byNode.getOrDefault(node, NodeCounts.Count.NONE);
    }

    private double perSecond(long count, Reading before) {
        long millis = Duration.between(before.at, at).toMillis();
        return millis > 0 ? count * 1000.0 / millis : 0; // the wall clock may be set back
    }
}
