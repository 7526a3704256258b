package io.alternator.http.internal.selection;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** {@code PER_REQUEST}: every request picks a node. */
public record PerRequestRouter(NodeSelector selector) implements Router {

    @Override
    public @Nullable ClusterNode acquire(SdkHttpRequest request, Exclusions exclusions, long now) {
        if (exclusions.isNone()) {
            return selector.acquire(request, now);
        }
        NodeOrder<ClusterNode> order = exclusions.order();
        ClusterNode ofKey = order == null ? null : OrderedPick.acquire(order, exclusions, selector.view(), now);
        if (ofKey != null) {
            return ofKey;
        }
        ClusterNode preferred = selector.acquire(exclusions::prefers, request, now);
        return preferred != null ? preferred : selector.acquire(exclusions::allows, request, now);
    }

    @Override
    public void release(ClusterNode node, int stripe, boolean reusable, long now) {
        node.release(stripe);
    }

    @Override
    public boolean isAnotherUp(List<Node> nodes) {
        return selector.isAnotherUp(nodes);
    }

    @Override
    public boolean keepsConnections() {
        return false;
    }

    @Override
    public void updateShares(long now) {}

    @Override
    public void endUnusableLeases(long now) {}
}
