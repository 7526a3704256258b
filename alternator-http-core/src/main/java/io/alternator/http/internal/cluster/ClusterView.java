package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cluster at one moment. Immutable: a request that reads it once cannot see half of a change.
 *
 * @param nodes all listed nodes, ordered by address; never empty once the client is open
 * @param usable the nodes that are UP or, if none is (panic), all
 * @param addresses the nodes' addresses, both as listed and as translated
 */
public record ClusterView(List<ClusterNode> nodes, List<ClusterNode> usable, Set<NodeAddress> addresses) {

    static ClusterView of(List<ClusterNode> nodes) {
        return new ClusterView(
                nodes,
                usable(nodes),
                nodes.stream()
                        .flatMap(node -> Stream.of(node.address(), node.node().target()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The same nodes in their present states. */
    ClusterView refreshed() {
        return new ClusterView(nodes, usable(nodes), addresses);
    }

    private static List<ClusterNode> usable(List<ClusterNode> nodes) {
        List<ClusterNode> up = nodes.stream().filter(ClusterNode::isUp).toList();
        return up.isEmpty() ? nodes : up;
    }

    /** True if no node is UP, so that all are used. */
    public boolean isPanic() {
        return nodes.stream().noneMatch(ClusterNode::isUp);
    }

    /** True if every node is DOWN because of TLS, which points to the configuration. */
    boolean allFailedTls() {
        return nodes.stream().allMatch(node -> node.health().now().isDownBecauseOf(Outcome.TLS_ERROR));
    }

    /** True if requests may go to the node now. */
    public boolean isUsable(ClusterNode node) {
        return node.isUp() || usable.contains(node);
    }

    /** The listed node with these addresses. */
    Optional<ClusterNode> find(Node node) {
        return nodes.stream().filter(known -> known.node().equals(node)).findFirst();
    }
}
