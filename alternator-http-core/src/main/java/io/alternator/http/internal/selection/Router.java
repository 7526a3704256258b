package io.alternator.http.internal.selection;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Gives each attempt its node: one picked for this request, or the node of a connection. */
public sealed interface Router permits PerRequestRouter, PerConnectionRouter {

    /**
     * Picks a node and counts the request on it, in the current thread's stripe.
     *
     * @return null if all nodes are excluded
     */
    @Nullable
    ClusterNode acquire(SdkHttpRequest request, Exclusions exclusions, long now);

    /**
     * Ends what {@link #acquire} counted.
     *
     * @param stripe the stripe of the thread that acquired the node; see {@link ClusterNode#acquire}
     * @param reusable false if the connection did not survive the exchange
     */
    void release(ClusterNode node, int stripe, boolean reusable, long now);

    /** True if a node that requests may go to is UP and not among these. */
    boolean isAnotherUp(List<Node> nodes);

    /** True if connections are kept for later requests, so that it matters whether one survives an exchange. */
    boolean keepsConnections();

    /** Computes each node's share from its present weight. Called regularly and after a change in the cluster. */
    void updateShares(long now);

    /** Ends leases that no request will use. Called after a change in the cluster and with each new list. */
    void endUnusableLeases(long now);
}
