package io.alternator.http.examples.console;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.examples.console.Faults.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node at the time of a {@link History.Sample}.
 *
 * @param node its address, as in the meters
 * @param since milliseconds since 1970
 * @param rate attempts per second
 * @param failing failed attempts per second
 * @param share of all attempts, from 0 to 1
 * @param fairShare the share that an even spread over the nodes in use would give
 * @param latency in milliseconds; null before the first response, and while the node is down and not measured
 * @param fault what the page did to it; null if the node is not embedded
 */
record NodeSample(
        String node,
        String scope,
        NodeState state,
        long since,
        String why,
        double rate,
        double failing,
        double share,
        double fairShare,
        @Nullable Double latency,
        int inFlight,
        int leases,
        @Nullable Fault fault) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Combines two readings of the counters with the client's view of the nodes, and their faults by address. */
    static List<NodeSample> of(
            List<NodeStatus> nodes, Reading before, Reading now, Function<String, Optional<Fault>> faults) {
        double all = nodes.stream()
                .mapToDouble(node -> now.nodeRateSince(before, name(node)))
                .sum();
        long up = nodes.stream().filter(NodeSample::isUp).count();
        return nodes.stream()
                .map(node -> {
                    String name = name(node);
                    double rate = now.nodeRateSince(before, name);
                    return new NodeSample(
                            name,
                            node.scope(),
                            node.state(),
                            node.since().toEpochMilli(),
                            node.reason(),
                            rate,
                            now.failingRateSince(before, name),
                            all > 0 ? rate / all : 0,
                            fairShare(node, up, nodes),
                            latency(node),
                            node.inFlight(),
                            node.leases(),
                            faults.apply(name).orElse(null));
                })
                .toList();
    }

    private static double fairShare(NodeStatus node, long up, List<NodeStatus> nodes) {
        if (up == 0) {
            return 1.0 / nodes.size(); // with none up, all are used
        }
        return isUp(node) ? 1.0 / up : 0;
    }

    private static @Nullable Double latency(NodeStatus node) {
        return node.latency().isZero() || node.state() == NodeState.DOWN
                ? null
                : node.latency().toNanos() / NANOS_PER_MILLI;
    }

    private static boolean isUp(NodeStatus node) {
        return node.state() == NodeState.UP;
    }

    /** Its address, as in the meters. */
    static String name(NodeStatus node) {
        return node.address().toString();
    }
}
