package io.alternator.http;

import io.alternator.http.internal.balancing.Rotation;
import java.util.random.RandomGenerator;

/**
 * Decides which node is next. A policy is a recipe: every client makes a {@link Picker} of its own from it, so a policy
 * may be shared between clients that must not march in step.
 *
 * <p>It does not decide who may be picked: nodes that are down, draining or already tried for this request are not among
 * the candidates. Nor need it care for slow start, overload and full nodes: a node that it picks and that has not its full
 * weight, or holds too much already, is passed over as often as it should be, and the policy asked again.
 */
@FunctionalInterface
public interface LoadBalancingPolicy {

    /**
     * Makes the picker of one cluster, once.
     *
     * @param random safe for concurrent use
     */
    Picker newPicker(RandomGenerator random);

    /**
     * The default: one node after the other, but away from one that is clearly slower or fuller than its peers.
     *
     * <p>Upside: exactly even while nodes are alike, as differences below a factor of two count for nothing, nor do those of
     * half a millisecond, which may be our own; and a slow node is hardly felt. Downside: a slow node still gets one in
     * sixty-four of its turns, which is how its recovery is noticed. Compares all of up to eight nodes, and two above that, so
     * its cost does not grow with the cluster.
     */
    static LoadBalancingPolicy adaptive() {
        return AdaptivePicker::new;
    }

    /** One node after the other, from a random start: exactly even, blind to load. */
    static LoadBalancingPolicy roundRobin() {
        return random -> {
            Rotation rotation = new Rotation(random.nextInt());
            return candidates -> rotation.next(candidates.size());
        };
    }

    /** Any node: even in the long run, with no memory that callers would contend for; blind to load. */
    static LoadBalancingPolicy random() {
        return random -> candidates -> random.nextInt(candidates.size());
    }

    /**
     * The node with the fewest requests in flight for its weight, among all of up to eight nodes, or two in turn above that.
     *
     * <p>Upside: a slow or busy node gets less at once, without a measurement. Downside: with few callers there is nothing
     * to count, and it is a rotation; a node that fails fast looks idle, until its weight tells otherwise.
     */
    static LoadBalancingPolicy leastLoaded() {
        return LeastLoadedPicker::new;
    }

    /** Picks for one cluster. Called on the request path by many threads at once: it must neither block nor lock. */
    @FunctionalInterface
    interface Picker {
        /**
         * Returns the index of the next node.
         *
         * @param candidates never empty
         * @return from 0 to {@code candidates.size() - 1}
         */
        int pick(Candidates candidates);
    }

    /** The nodes that may be picked now, in an order that holds while the cluster stays as it is. */
    interface Candidates {
        /** At least 1. */
        int size();

        /** What is known of the node at {@code index}, frozen at this call: compare what it returned, not two calls. */
        Candidate get(int index);

        /** As {@link Candidate#inFlight()}, without the rest. */
        int inFlight(int index);

        /**
         * As {@link #inFlight}, for less: threads count their requests in four groups, and while the asking thread's group has
         * none on the node, this is 0 and the other groups are not asked. Good enough to tell who is crowded: whoever goes by
         * it has about one request too many there for each group.
         */
        default int approximateInFlight(int index) {
            return inFlight(index);
        }

        /** As {@link Candidate#latencyNanos()}, without the rest. */
        long latencyNanos(int index);

        /** As {@link Candidate#weight()}, without the rest. */
        double weight(int index);

        /** The request's operation, as {@code GetItem}; empty if it names none. */
        String operation();
    }

    /**
     * A candidate's numbers at one moment.
     *
     * @param address which node
     * @param state {@link NodeState#UP}, unless no node is
     * @param inFlight requests that it has not ended yet
     * @param latencyNanos as {@link NodeStatus#latency()}, in nanoseconds, give or take a thirty-second of it and 16 µs; 0 before
     *     the second response, as one says little
     * @param oldestOutstandingNanos how long the oldest of these has waited for a byte, as seen a moment ago; 0 if none does
     * @param weight which part of its fair share it should get, from 0.02 to 1: less in slow start, overload and failure
     */
    record Candidate(
            NodeAddress address,
            NodeState state,
            int inFlight,
            long latencyNanos,
            long oldestOutstandingNanos,
            double weight) {}
}
