package io.alternator.http.internal.affinity;

import io.alternator.http.RoutingScope;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import io.alternator.http.internal.node.Node;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ring of the cluster as it is now: all listed nodes of the scope in use, whatever their health, by their listed addresses. For
 * a rack that its data center replaces when it is down, the ring is that of the data center: all clients there agree on it. Computed
 * once for each change of a list. Thread-safe.
 */
public final class CurrentRing {
    private static final Ring<ClusterNode> EMPTY = ring(List.of());

    private final List<RoutingScope> scopes;
    private final Supplier<ClusterView> view;
    private volatile Cached cached = new Cached(List.of(), 0, EMPTY);

    /** Of which lists and scope in use the ring is. */
    private record Cached(List<List<ClusterNode>> lists, int scopeInUse, Ring<ClusterNode> ring) {
        @SuppressWarnings("ReferenceEquality") // a changed list makes new ones
        boolean isOf(ClusterView view) {
            return lists == view.scopes() && scopeInUse == view.scopeInUse();
        }
    }

    /**
     * The ring of the cluster that this view shows.
     *
     * @param scopes in the order of preference
     */
    public CurrentRing(List<RoutingScope> scopes, Supplier<ClusterView> view) {
        this.scopes = scopes;
        this.view = view;
    }

    /** Empty before the first list: other clients may have other seeds. */
    public Ring<ClusterNode> get() {
        ClusterView now = view.get();
        if (!now.listKnown()) {
            return EMPTY;
        }
        Cached latest = cached;
        if (!latest.isOf(now)) {
            latest = new Cached(now.scopes(), now.scopeInUse(), ring(nodesOf(now)));
            cached = latest;
        }
        return latest.ring();
    }

    private List<ClusterNode> nodesOf(ClusterView now) {
        RoutingScope inUse = scopes.get(now.scopeInUse());
        List<ClusterNode> own = now.scopes().get(now.scopeInUse());
        if (inUse.rack().isEmpty()) {
            return own;
        }
        int datacenter = scopes.indexOf(
                RoutingScope.datacenter(inUse.datacenter().orElseThrow()).strict());
        List<ClusterNode> whole = datacenter < 0 ? own : now.scopes().get(datacenter);
        return whole.isEmpty() ? own : whole;
    }

    private static Ring<ClusterNode> ring(List<ClusterNode> nodes) {
        return Ring.of(nodes, node -> uri(node.node()));
    }

    private static URI uri(Node node) {
        return URI.create(node.scheme() + "://" + node.address());
    }
}
