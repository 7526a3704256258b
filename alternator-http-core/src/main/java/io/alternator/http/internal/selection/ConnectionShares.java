package io.alternator.http.internal.selection;

import io.alternator.http.internal.balancing.Latency;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each usable node's share of the connections, computed at one moment. A node's weight counts, and its speed: a node that was
 * clearly slower than the usual for a while gets as much less as it is slower.
 *
 * @param slowUpdates nodes that are clearly slower, with the number of updates in a row: a short peak moves no connection
 * @param slow the speed of nodes that were slow long enough, as a fraction of the usual; others are not in it
 * @param sum of all weights
 */
record ConnectionShares(
        ClusterView view, Map<ClusterNode, Integer> slowUpdates, Map<ClusterNode, Double> slow, double sum) {
    private static final double CLEARLY_SLOWER = 3;
    private static final long SLOW_WITHOUT_PEERS_NANOS = 10_000_000;
    private static final int UPDATES_UNTIL_SLOW = 10;

    /** Even shares, before anything is known. */
    static ConnectionShares even(ClusterView view) {
        return new ConnectionShares(view, Map.of(), Map.of(), view.usable().size());
    }

    /** The shares at a later moment. */
    ConnectionShares next(ClusterView current, long now) {
        Map<ClusterNode, Integer> nextSlowUpdates = new HashMap<>();
        Map<ClusterNode, Double> nextSlow = new HashMap<>();
        double total = 0;
        double usual = usualLatency(current.usable());
        for (ClusterNode node : current.usable()) {
            double weight = node.weight(now);
            double latency = Latency.comparable(node.stats().decayedLatencyNanos(now));
            if (latency > CLEARLY_SLOWER * usual) {
                int updates = slowUpdates.getOrDefault(node, 0) + 1;
                nextSlowUpdates.put(node, updates);
                if (updates >= UPDATES_UNTIL_SLOW) {
                    nextSlow.put(node, usual / latency);
                    weight *= usual / latency;
                }
            }
            total += weight;
        }
        return new ConnectionShares(current, nextSlowUpdates, nextSlow, total);
    }

    /** A node's share of this many leases. */
    double share(int leases, ClusterNode node, long now) {
        return leases * weight(node, now) / sum;
    }

    /** True if any node has fewer leases than its share, rounded down. */
    boolean isAnyBelow(int leases, long now) {
        for (ClusterNode node : view.usable()) {
            if (node.leases() < (int) share(leases, node, now)) {
                return true;
            }
        }
        return false;
    }

    boolean isSlow(ClusterNode node) {
        return !slow.isEmpty() && slow.containsKey(node);
    }

    double weight(ClusterNode node, long now) {
        double weight = node.weight(now);
        return slow.isEmpty() ? weight : weight * slow.getOrDefault(node, 1.0);
    }

    /**
     * The median of the nodes' last measured latencies. They do not decay here, otherwise the nodes in use would seem slow
     * compared with unused ones. While only one node was measured there is no usual latency, and that node counts as slow above
     * 10 ms, so that another one is tried.
     */
    private static double usualLatency(List<ClusterNode> nodes) {
        long[] latencies = nodes.stream()
                .mapToLong(node -> node.stats().latencyNanos())
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        return latencies.length < 2
                ? Latency.comparable(SLOW_WITHOUT_PEERS_NANOS) / CLEARLY_SLOWER
                : Latency.comparable(latencies[(latencies.length - 1) / 2]);
    }
}
