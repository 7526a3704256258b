package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the usable members of a view weighed at one moment, for shares of connections. Besides its own weight counts how fast
 * a member is: one that is clearly slower than the usual weighs as much less as it is slower.
 *
 * @param slow how fast the clearly slower ones are, as a part of what is usual; the others are not in it
 * @param sum of all weights
 */
record Weights<T extends Transport>(ClusterView<T> view, Map<Member<T>, Double> slow, double sum) {
    private static final double CLEARLY = 2;

    static <T extends Transport> Weights<T> of(ClusterView<T> view, long now) {
        Map<Member<T>, Double> slow = slowOnes(view.usable(), now);
        double sum = 0;
        for (Member<T> member : view.usable()) {
            sum += member.weight(now) * slow.getOrDefault(member, 1.0);
        }
        return new Weights<>(view, slow, sum);
    }

    /** A member's part of so many leases. */
    double share(int leases, Member<T> member, long now) {
        return leases * weight(member, now) / sum;
    }

    /** True if some member has less than its part, rounded down. */
    boolean isSomebodyPoor(int leases, long now) {
        for (Member<T> member : view.usable()) {
            if (member.leases() < (int) share(leases, member, now)) {
                return true;
            }
        }
        return false;
    }

    boolean isSlow(Member<T> member) {
        return !slow.isEmpty() && slow.containsKey(member);
    }

    double weight(Member<T> member, long now) {
        double weight = member.weight(now);
        return slow.isEmpty() ? weight : weight * slow.getOrDefault(member, 1.0);
    }

    private static <T extends Transport> Map<Member<T>, Double> slowOnes(List<Member<T>> members, long now) {
        long[] latencies = members.stream()
                .mapToLong(member -> member.traffic().fadedLatencyNanos(now))
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        if (latencies.length < 2) {
            return Map.of();
        }
        long usual = latencies[(latencies.length - 1) / 2];
        Map<Member<T>, Double> slow = new HashMap<>();
        for (Member<T> member : members) {
            long latency = member.traffic().fadedLatencyNanos(now);
            if (latency > CLEARLY * usual) {
                slow.put(member, (double) usual / latency);
            }
        }
        return slow;
    }
}
