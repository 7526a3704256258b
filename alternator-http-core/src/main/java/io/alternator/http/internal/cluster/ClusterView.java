package io.alternator.http.internal.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeStates;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The cluster at one moment. Immutable: a request that reads it once cannot see half of a change.
 *
 * @param listKnown false before the first list: the seeds stand for the cluster
 * @param scopes for each scope, in the order of preference, the nodes of its adopted list, ordered by address; before the first list
 *     the seeds. A node can be in several.
 * @param listed the nodes of all scopes, each once
 * @param standIns nodes outside the lists that are used while no listed node is UP; see {@link NodeRegistry}
 * @param scopeInUse index of the scope whose nodes get the requests
 * @param usable the nodes of the scope in use that are UP or, if no node of any scope is (panic), all
 * @param unused the nodes that are UP but of other scopes
 * @param byAddress the nodes at each address, both as listed and as translated
 */
public record ClusterView(
        boolean listKnown,
        List<List<ClusterNode>> scopes,
        List<ClusterNode> listed,
        List<ClusterNode> standIns,
        int scopeInUse,
        List<ClusterNode> usable,
        Set<ClusterNode> unused,
        Map<NodeAddress, List<ClusterNode>> byAddress)
        implements NodeStates {

    /** Before the first list. */
    static ClusterView ofSeeds(List<ClusterNode> seeds) {
        return of(false, List.of(seeds), seeds, List.of(), 0, byAddress(seeds));
    }

    /** The nodes of lists, in their present states. */
    ClusterView with(List<List<ClusterNode>> newScopes, List<ClusterNode> newStandIns, long now) {
        List<ClusterNode> newListed =
                newScopes.stream().flatMap(List::stream).distinct().toList();
        int inUse = ScopeChoice.choose(scopeInUse, upSince(newScopes), now);
        return of(true, newScopes, newListed, newStandIns, inUse, byAddress(concat(newListed, newStandIns)));
    }

    /** The same nodes in their present states. */
    ClusterView refreshed(long now) {
        int inUse = scopes.size() == 1 ? 0 : ScopeChoice.choose(scopeInUse, upSince(scopes), now);
        return of(listKnown, scopes, listed, standIns, inUse, byAddress);
    }

    private static ClusterView of(
            boolean listKnown,
            List<List<ClusterNode>> scopes,
            List<ClusterNode> listed,
            List<ClusterNode> standIns,
            int scopeInUse,
            Map<NodeAddress, List<ClusterNode>> byAddress) {
        List<ClusterNode> inScope = scopes.size() == 1 ? listed : scopes.get(scopeInUse);
        List<ClusterNode> candidates = concat(inScope, standIns);
        List<ClusterNode> up = candidates.stream().filter(ClusterNode::isUp).toList();
        List<ClusterNode> usable = up.isEmpty() ? concat(listed, standIns) : up;
        Set<ClusterNode> unused = scopes.size() == 1
                ? Set.of()
                : listed.stream()
                        .filter(node -> node.isUp() && !usable.contains(node))
                        .collect(toUnmodifiableSet());
        return new ClusterView(listKnown, scopes, listed, standIns, scopeInUse, usable, unused, byAddress);
    }

    /** All nodes, those outside the lists last. */
    public List<ClusterNode> nodes() {
        return concat(listed, standIns);
    }

    /** True if no node is UP, so that all are used. */
    public boolean isPanic() {
        return nodes().stream().noneMatch(ClusterNode::isUp);
    }

    /** True if a node of a list is UP. */
    boolean isAnyListedUp() {
        return listed.stream().anyMatch(ClusterNode::isUp);
    }

    /** True if every node of the lists was found DOWN. */
    boolean isEveryListedDown() {
        return listed.stream().allMatch(node -> node.state() == NodeState.DOWN);
    }

    /** True if every node is DOWN because of TLS, which points to the configuration. */
    boolean allFailedTls() {
        return nodes().stream().allMatch(node -> node.health().now().isDownBecauseOf(Outcome.TLS_ERROR));
    }

    /** True if requests may go to the node now. */
    public boolean isUsable(ClusterNode node) {
        return node.isUp() ? !unused.contains(node) : usable.contains(node);
    }

    /** The usable nodes that pass; if none does, those of the first other scope that has any, as no request is to fail for its scope. */
    public List<ClusterNode> usable(Predicate<ClusterNode> allowed) {
        List<ClusterNode> inScope = usable.stream().filter(allowed).toList();
        return inScope.isEmpty() && !unused.isEmpty() ? outOfScope(allowed) : inScope;
    }

    private List<ClusterNode> outOfScope(Predicate<ClusterNode> allowed) {
        return scopes.stream()
                .map(scope ->
                        scope.stream().filter(unused::contains).filter(allowed).toList())
                .filter(nodes -> !nodes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** True if another scope than the one in use has a node that is UP. */
    public boolean isAnotherScopeUp() {
        return !unused.isEmpty();
    }

    /** True if a node other than this one is UP, of whatever scope. */
    boolean isAnotherUp(ClusterNode node) {
        return usable.stream().anyMatch(other -> other != node && other.isUp())
                || unused.stream().anyMatch(other -> other != node && other.isUp());
    }

    /** The delay in ns until a preferred scope can be returned to; empty if none has a node that is UP. */
    OptionalLong nanosUntilReturn(long now) {
        return ScopeChoice.nanosUntilReturn(scopeInUse, upSince(scopes), now);
    }

    /** The first scope that lists the node; empty for a stand-in. */
    Optional<Integer> scopeOf(ClusterNode node) {
        return Stream.iterate(0, scope -> scope < scopes.size(), scope -> scope + 1)
                .filter(scope -> scopes.get(scope).contains(node))
                .findFirst();
    }

    /**
     * True if one more node may be ejected because it did not respond in time. The others get its load, so at most half of the scope in
     * use is; any number if another scope is there to take the load.
     */
    boolean mayEjectAsSlow() {
        if (isAnotherScopeUp()) {
            return true;
        }
        List<ClusterNode> candidates = concat(inScope(), standIns);
        long slow = candidates.stream()
                .filter(node -> node.health().now().downAsSlow())
                .count();
        return 2 * (slow + 1) <= candidates.size();
    }

    private List<ClusterNode> inScope() {
        return scopes.size() == 1 ? listed : scopes.get(scopeInUse);
    }

    /** The node with these addresses. */
    public Optional<ClusterNode> find(Node node) {
        return nodesAt(node.address())
                .filter(known -> known.node().equals(node))
                .findFirst();
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
        return byAddress.getOrDefault(address, List.of()).stream()
                .filter(node -> node.address().equals(address));
    }

    private static List<OptionalLong> upSince(List<List<ClusterNode>> scopes) {
        return scopes.stream().map(ClusterView::upSince).toList();
    }

    private static OptionalLong upSince(Collection<ClusterNode> nodes) {
        return nodes.stream()
                .map(node -> node.health().now())
                .filter(health -> health.state() == NodeState.UP)
                .mapToLong(health -> health.since())
                .min();
    }

    private static Map<NodeAddress, List<ClusterNode>> byAddress(List<ClusterNode> nodes) {
        return Map.copyOf(nodes.stream()
                .flatMap(node -> Stream.of(node.address(), node.node().target())
                        .distinct()
                        .map(address -> Map.entry(address, node)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toUnmodifiableList()))));
    }

    private static List<ClusterNode> concat(List<ClusterNode> one, List<ClusterNode> other) {
        return other.isEmpty()
                ? one
                : Stream.concat(one.stream(), other.stream()).toList();
    }
}
