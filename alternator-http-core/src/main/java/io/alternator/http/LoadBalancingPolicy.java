package io.alternator.http;

import io.alternator.http.internal.balancing.AdaptivePicker;
import io.alternator.http.internal.balancing.LeastLoadedPicker;
import io.alternator.http.internal.balancing.Rotation;
import java.util.random.RandomGenerator;

/**
 * Decides which node is next. A policy is a factory: every client makes its own {@link Picker} from it, so that clients
 * which share a policy do not pick the same nodes in step.
 *
 * <p>A policy does not decide which nodes are eligible: nodes that are down, draining or already tried for this request are
 * not among the candidates. It need not handle slow start, overload or full nodes either: a picked node that is full, or
 * whose {@linkplain Candidate#weight() weight} is below 1, is skipped as often as needed and the policy is asked again.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .policy(random -> candidates -> random.nextInt(candidates.size()))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LoadBalancingPolicy {

    /**
     * Makes the picker for one cluster; called once per client and cluster.
     *
     * @param random thread-safe
     */
    Picker newPicker(RandomGenerator random);

    /**
     * The default: round robin that skips a node which is clearly slower or busier than its peers.
     *
     * <p>A node is skipped if its (requests in flight + 1) × latency is more than twice that of a peer, where the peer's value is
     * divided by the peer's weight. Latency differences of up to about 0.5 ms are ignored, as the client itself may cause
     * them. All nodes are compared in clusters of up to eight, two per pick in larger ones, so the cost of a pick does not grow
     * with the cluster.
     *
     * <p>Upside: exactly even while the nodes perform alike; a slow node gets few requests. Downside: a slow node still gets
     * one in 64 of its turns, which is how its recovery is noticed.
     */
    static LoadBalancingPolicy adaptive() {
        return AdaptivePicker::new;
    }

    /** Round robin from a random start. Upside: exactly even. Downside: ignores load and latency. */
    static LoadBalancingPolicy roundRobin() {
        return random -> {
            Rotation rotation = new Rotation(random.nextInt());
            return candidates -> rotation.next(candidates.size());
        };
    }

    /**
     * A random node. Upside: no shared state for threads to contend on. Downside: even only in the long run; ignores load and
     * latency.
     */
    static LoadBalancingPolicy random() {
        return random -> candidates -> random.nextInt(candidates.size());
    }

    /**
     * The node with the lowest (requests in flight + 1) ÷ weight; round robin among equals. All nodes are compared in clusters
     * of up to eight, two per pick in larger ones.
     *
     * <p>Upside: a slow or busy node gets fewer requests at once, without measuring latency. Downside: with few concurrent
     * requests the counts are equal and it is plain round robin; a node that fails fast looks idle until its weight drops.
     */
    static LoadBalancingPolicy leastLoaded() {
        return LeastLoadedPicker::new;
    }

    /**
     * Picks nodes of one cluster. Called on the request path by many threads at once: must be thread-safe and not block.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface Picker {
        /**
         * Returns the index of the next node.
         *
         * @param candidates at least one
         * @return 0 to {@code candidates.size() - 1}; any other value makes the request fail with an
         *     {@link IllegalStateException}
         */
        int pick(Candidates candidates);
    }

    /**
     * The nodes that may be picked now. Their order changes only when the set of eligible nodes changes.
     *
     * @since 0.1.0
     */
    interface Candidates {
        /** At least 1. */
        int size();

        /**
         * A consistent snapshot of the node at {@code index}. The methods below read current values, which may differ between
         * two calls.
         */
        Candidate get(int index);

        /** {@link Candidate#inFlight()} of the node at {@code index}; cheaper than {@link #get}. */
        int inFlight(int index);

        /**
         * A cheaper estimate of {@link #inFlight}, never higher. Requests are counted in four stripes of threads. While the
         * calling thread's stripe has no request on the node, this returns 0 without reading the other stripes. Good enough to
         * detect a busy node: the error is about one request per stripe.
         */
        default int approximateInFlight(int index) {
            return inFlight(index);
        }

        /** {@link Candidate#latencyNanos()} of the node at {@code index}; cheaper than {@link #get}. */
        long latencyNanos(int index);

        /** {@link Candidate#weight()} of the node at {@code index}; cheaper than {@link #get}. */
        double weight(int index);

        /** The request's operation, such as {@code GetItem}; empty if the request names none. */
        String operation();
    }

    /**
     * A candidate's numbers at one moment.
     *
     * @param address of the node
     * @param state {@link NodeState#UP}, unless no node is up
     * @param inFlight requests sent to it whose response has not ended
     * @param latencyNanos {@link NodeStatus#latency()} in nanoseconds, to within 1/32 plus 16 µs, plus the time that callers
     *     waited for the response's body, where bodies take 1 ms or more; the time that a caller takes to read it does not count.
     *     0 before the second response, as a single one says little
     * @param oldestOutstandingNanos age of the oldest request waiting for data (sampled), in nanoseconds; 0 if none waits
     * @param weight the fraction of its fair share that the node should get, from 0.02 to 1; below 1 in slow start, when
     *     throttled or while requests fail
     * @since 0.1.0
     */
    record Candidate(
            NodeAddress address,
            NodeState state,
            int inFlight,
            long latencyNanos,
            long oldestOutstandingNanos,
            double weight) {}
}
