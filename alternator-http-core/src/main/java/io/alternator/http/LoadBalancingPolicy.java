package io.alternator.http;

import io.alternator.http.internal.balancing.AdaptivePicker;
import io.alternator.http.internal.balancing.LeastLoadedPicker;
import io.alternator.http.internal.balancing.Rotation;
import io.alternator.http.internal.settings.Checks;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides which node is next. A policy is a factory: every client makes its own {@link Picker} from it, so that clients
 * which share a policy do not pick the same nodes in step.
 *
 * <p>A policy does not decide which nodes are eligible: nodes that are down, draining or already tried for this request are
 * not among the candidates. It need not handle slow start, overload or full nodes either: a picked node that is full, or
 * whose {@linkplain NodeCandidate#weight() weight} is below 1, is skipped as often as needed and the policy is asked again.
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
     * <p>A test makes them itself:
     *
     * <pre>{@code
     * Candidates nodes = Candidates.of("GetItem", List.of(
     *         NodeCandidate.builder(NodeAddress.parse("10.0.0.1", 8000)).build(),
     *         NodeCandidate.builder(NodeAddress.parse("10.0.0.2", 8000)).inFlight(5).build()));
     * assertEquals(0, policy.newPicker(new Random(1)).pick(nodes));
     * }</pre>
     *
     * @since 0.1.0
     */
    interface Candidates {
        /**
         * For tests of policies: nodes whose numbers do not change.
         *
         * @param operation of the request; empty if it names none
         * @param candidates at least one
         * @throws IllegalArgumentException if there is none, or something is null
         */
        static Candidates of(String operation, List<NodeCandidate> candidates) {
            String name = Checks.required("operation", operation);
            List<NodeCandidate> nodes = List.copyOf(Checks.required("candidates", candidates));
            Checks.require(!nodes.isEmpty(), "candidates: none given; give at least one node");
            return new Candidates() {
                @Override
                public int size() {
                    return nodes.size();
                }

                @Override
                public NodeCandidate get(int index) {
                    return nodes.get(index);
                }

                @Override
                public int inFlight(int index) {
                    return nodes.get(index).inFlight();
                }

                @Override
                public long latencyNanos(int index) {
                    return nodes.get(index).latencyNanos();
                }

                @Override
                public double weight(int index) {
                    return nodes.get(index).weight();
                }

                @Override
                public String operation() {
                    return name;
                }
            };
        }

        /** At least 1. */
        int size();

        /**
         * A consistent snapshot of the node at {@code index}. The methods below read current values, which may differ between
         * two calls.
         */
        NodeCandidate get(int index);

        /** {@link NodeCandidate#inFlight()} of the node at {@code index}; cheaper than {@link #get}. */
        int inFlight(int index);

        /**
         * A cheaper estimate of {@link #inFlight}, never higher. Requests are counted in four stripes of threads. While the
         * calling thread's stripe has no request on the node, this returns 0 without reading the other stripes. Good enough to
         * detect a busy node: the error is about one request per stripe.
         */
        default int approximateInFlight(int index) {
            return inFlight(index);
        }

        /** {@link NodeCandidate#latencyNanos()} of the node at {@code index}; cheaper than {@link #get}. */
        long latencyNanos(int index);

        /** {@link NodeCandidate#weight()} of the node at {@code index}; cheaper than {@link #get}. */
        double weight(int index);

        /** The request's operation, such as {@code GetItem}; empty if the request names none. */
        String operation();
    }
}
