package io.alternator.http;

import io.alternator.http.internal.balancing.Rotation;
import java.util.random.RandomGenerator;

/**
 * Decides which node is next. A policy is a recipe: every client makes a {@link Picker} of its own from it, so a policy
 * may be shared between clients that must not march in step.
 *
 * <p>It does not decide who may be picked: nodes that are down, draining or already tried for this request are not among
 * the candidates.
 */
@FunctionalInterface
public interface LoadBalancingPolicy {

    /**
     * Makes the picker of one cluster, once.
     *
     * @param random safe for concurrent use
     */
    Picker newPicker(RandomGenerator random);

    /** One node after the other, from a random start: exactly even, blind to load. */
    static LoadBalancingPolicy roundRobin() {
        return random -> {
            Rotation rotation = new Rotation(random.nextInt());
            return candidates -> rotation.next(candidates.size());
        };
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
    }

    /**
     * A candidate's numbers at one moment.
     *
     * @param address which node
     * @param inFlight requests that it has not ended yet
     * @param latencyNanos as {@link NodeStatus#latency()}, in nanoseconds; 0 before the first response
     */
    record Candidate(NodeAddress address, int inFlight, long latencyNanos) {}
}
