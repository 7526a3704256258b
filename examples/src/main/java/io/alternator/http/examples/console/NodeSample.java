package io.alternator.http.examples.console;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.util.List;

/**
 * The state of one node at the time of a {@link Sample}.
 *
 * @param rate attempts per second
 * @param failing failed attempts per second
 * @param share of all attempts, from 0 to 1
 * @param fairShare the share that an even spread over the nodes in use would give
 */
record NodeSample(NodeStatus status, double rate, double failing, double share, double fairShare) {

    /** Combines two readings of the counters with the client's view of the nodes. */
    static List<NodeSample> of(List<NodeStatus> nodes, Reading before, Reading now) {
        double all = nodes.stream()
                .mapToDouble(node -> now.nodeRateSince(before, name(node)))
                .sum();
        long up = nodes.stream().filter(NodeSample::isUp).count();
        return nodes.stream()
                .map(node -> {
                    double rate = now.nodeRateSince(before, name(node));
                    double failing = now.failingRateSince(before, name(node));
                    return new NodeSample(node, rate, failing, all > 0 ? rate / all : 0, fairShare(node, up, nodes));
                })
                .toList();
    }

    /** The node's address, as in the meters. */
    String name() {
        return name(status);
    }

    private static double fairShare(NodeStatus node, long up, List<NodeStatus> nodes) {
        if (up == 0) {
            return 1.0 / nodes.size(); // with none up, all are used
        }
        return isUp(node) ? 1.0 / up : 0;
    }

    private static boolean isUp(NodeStatus node) {
        return node.state() == NodeState.UP;
    }

    private static String name(NodeStatus node) {
        return node.address().toString();
    }
}
