package io.alternator.http.internal.routing;

import io.alternator.http.internal.balancing.Latency;
import io.alternator.http.internal.control.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the usable members of a view weighed at one moment, for shares of connections. Besides its own weight counts how fast
 * a member is: one that is clearly slower than the usual weighs as much less as it is slower.
 *
 * @param suspects who was clearly slower, and at how many weighings in a row: connections do not move for a moment's sake
 * @param slow how fast those are that were so long enough, as a part of what is usual; the others are not in it
 * @param sum of all weights
 */
record ConnectionShares<T extends Transport>(
        ClusterView<T> view, Map<ClusterNode<T>, Integer> suspects, Map<ClusterNode<T>, Double> slow, double sum) {
    private static final double CLEARLY = 3;
    private static final long WORTH_A_LOOK_NANOS = 10_000_000;
    private static final int WEIGHINGS = 10;

    /** Before anything is known. */
    static <T extends Transport> ConnectionShares<T> even(ClusterView<T> view) {
        return new ConnectionShares<>(view, Map.of(), Map.of(), view.usable().size());
    }

    /** Weighs anew. */
    ConnectionShares<T> next(ClusterView<T> current, long now) {
        Map<ClusterNode<T>, Integer> stillSuspect = new HashMap<>();
        Map<ClusterNode<T>, Double> nowSlow = new HashMap<>();
        double total = 0;
        double usual = usualLatency(current.usable());
        for (ClusterNode<T> member : current.usable()) {
            double weight = member.weight(now);
            double latency = Latency.comparable(member.traffic().fadedLatencyNanos(now));
            if (latency > CLEARLY * usual) {
                int times = suspects.getOrDefault(member, 0) + 1;
                stillSuspect.put(member, times);
                if (times >= WEIGHINGS) {
                    nowSlow.put(member, usual / latency);
                    weight *= usual / latency;
                }
            }
            total += weight;
        }
        return new ConnectionShares<>(current, stillSuspect, nowSlow, total);
    }

    /** A member's part of so many leases. */
    double share(int leases, ClusterNode<T> member, long now) {
        return leases * weight(member, now) / sum;
    }

    /** True if some member has less than its part, rounded down. */
    boolean isSomebodyPoor(int leases, long now) {
        for (ClusterNode<T> member : view.usable()) {
            if (member.leases() < (int) share(leases, member, now)) {
                return true;
            }
        }
        return false;
    }

    boolean isSlow(ClusterNode<T> member) {
        return !slow.isEmpty() && slow.containsKey(member);
    }

    double weight(ClusterNode<T> member, long now) {
        double weight = member.weight(now);
        return slow.isEmpty() ? weight : weight * slow.getOrDefault(member, 1.0);
    }

    /**
     * What the members took when last measured: it does not fade, or whoever is used would seem slow to those that are not.
     * While only one was measured, nobody knows; then ten milliseconds are enough to find out what another takes.
     */
    private static <T extends Transport> double usualLatency(List<ClusterNode<T>> members) {
        long[] latencies = members.stream()
                .mapToLong(member -> member.traffic().latencyNanos())
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        return latencies.length < 2
                ? Latency.comparable(WORTH_A_LOOK_NANOS) / CLEARLY
                : Latency.comparable(latencies[(latencies.length - 1) / 2]);
    }
}
