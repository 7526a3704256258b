package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeStates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cluster at one moment. Immutable: a request that reads it once cannot see half of a change.
 *
 * @param listed the nodes of the adopted list, ordered by address; the seeds before the first list
 * @param standIns nodes outside the list that are used while no listed node is UP; see {@link NodeRegistry}
 * @param usable the nodes that are UP or, if none is (panic), all
 * @param addresses the nodes' addresses, both as listed and as translated
 */
public record ClusterView(
        List<ClusterNode> listed, List<ClusterNode> standIns, List<ClusterNode> usable, Set<NodeAddress> addresses)
        implements NodeStates {

    static ClusterView of(List<ClusterNode> listed, List<ClusterNode> standIns) {
        List<ClusterNode> nodes = concat(listed, standIns);
        return new ClusterView(
                listed,
                standIns,
                usable(nodes),
                nodes.stream()
                        .flatMap(node -> Stream.of(node.address(), node.node().target()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The same nodes in their present states. */
    ClusterView refreshed() {
        return new ClusterView(listed, standIns, usable(nodes()), addresses);
    }

    /** All nodes, those outside the list last. */
    public List<ClusterNode> nodes() {
        return concat(listed, standIns);
    }

    /** True if no node is UP, so that all are used. */
    public boolean isPanic() {
        return nodes().stream().noneMatch(ClusterNode::isUp);
    }

    /** True if a node of the list is UP. */
    boolean isAnyListedUp() {
        return listed.stream().anyMatch(ClusterNode::isUp);
    }

    /** True if every node of the list was found DOWN. */
    boolean isEveryListedDown() {
        return listed.stream().allMatch(node -> node.state() == NodeState.DOWN);
    }

    /** True if every node is DOWN because of TLS, which points to the configuration. */
    boolean allFailedTls() {
        return nodes().stream().allMatch(node -> node.health().now().isDownBecauseOf(Outcome.TLS_ERROR));
    }

    /** True if requests may go to the node now. */
    public boolean isUsable(ClusterNode node) {
        return node.isUp() || usable.contains(node);
    }

    /** True if a node other than this one is UP. */
    boolean isAnotherUp(ClusterNode node) {
        return usable.stream().anyMatch(other -> other != node && other.isUp());
    }

    /** True if one more node may be ejected because it did not respond in time: at most half of all are. */
    boolean mayEjectAsSlow() {
        long slow = nodes().stream()
                .filter(node -> node.health().now().isDownAsSlow())
                .count();
        return 2 * (slow + 1) <= nodes().size();
    }

    /** The node with these addresses. */
    Optional<ClusterNode> find(Node node) {
        return nodes().stream().filter(known -> known.node().equals(node)).findFirst();
    }

    @Override
    public List<Node> nodesToAsk() {
        return usable.stream().map(ClusterNode::node).toList();
    }

    @Override
    public Optional<Node> find(NodeAddress address) {
        return nodesAt(address).map(ClusterNode::node).findFirst();
    }

    @Override
    public boolean isUp(NodeAddress address) {
        return nodesAt(address).anyMatch(ClusterNode::isUp);
    }

    @Override
    public boolean isDown(NodeAddress address) {
        return nodesAt(address).anyMatch(node -> node.state() == NodeState.DOWN);
    }

    private Stream<ClusterNode> nodesAt(NodeAddress address) {
        return nodes().stream().filter(node -> node.address().equals(address));
    }

    private static List<ClusterNode> usable(List<ClusterNode> nodes) {
        List<ClusterNode> up = nodes.stream().filter(ClusterNode::isUp).toList();
        return up.isEmpty() ? nodes : up;
    }

    private static List<ClusterNode> concat(List<ClusterNode> listed, List<ClusterNode> standIns) {
        return standIns.isEmpty()
                ? listed
                : Stream.concat(listed.stream(), standIns.stream()).toList();
    }
}
