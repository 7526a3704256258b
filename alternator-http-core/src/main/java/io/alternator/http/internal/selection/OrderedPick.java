package io.alternator.http.internal.selection;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Picks by the order of a partition key: the first node that can be used. Load does not count, as a write elsewhere contends with those
 * on the key's node. A node is passed over while it is not UP, silent or shedding; if no other is left, the latter two are used after
 * all.
 */
final class OrderedPick {
    private OrderedPick() {}

    /**
     * Acquires a node.
     *
     * @return null if no node of the order can be used
     */
    static @Nullable ClusterNode acquire(
            NodeOrder<ClusterNode> order, Exclusions exclusions, ClusterView view, long now) {
        ClusterNode node = order.first(next -> isWell(next, now) && exclusions.prefers(next) && next.acquire());
        if (node == null) {
            node = acquire(order, exclusions::prefers, view);
        }
        return node != null ? node : acquire(order, exclusions::allows, view);
    }

    private static @Nullable ClusterNode acquire(
            NodeOrder<ClusterNode> order, Predicate<ClusterNode> allowed, ClusterView view) {
        return order.first(next -> (next.isUp() || view.isUsable(next)) && allowed.test(next) && next.acquire());
    }

    private static boolean isWell(ClusterNode node, long now) {
        return node.isUp() && !node.stats().isSilent() && !node.stats().isShedding(now);
    }
}
