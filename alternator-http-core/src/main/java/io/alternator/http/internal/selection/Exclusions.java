package io.alternator.http.internal.selection;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a request should not go to, and in which order it tries the others if it has a partition key.
 *
 * @param tried nodes that this request failed on: never used again
 * @param failed nodes that earlier attempts of the same SDK call failed on: avoided, or one of them repeated; see {@link FailedNodes}
 * @param order of the nodes for the request's partition key; null if the router may choose any
 */
public record Exclusions(
        List<Node> tried, FailedNodes failed, @Nullable NodeOrder<ClusterNode> order) {
    public static final Exclusions NONE = new Exclusions(List.of(), FailedNodes.NONE, null);

    /** Of a call that begins. */
    public static Exclusions of(FailedNodes failed, @Nullable NodeOrder<ClusterNode> order) {
        return failed.isEmpty() && order == null ? NONE : new Exclusions(List.of(), failed, order);
    }

    /** True if any node may be used. */
    boolean isNone() {
        return tried.isEmpty() && failed.isEmpty() && order == null;
    }

    /** Excludes one more node. */
    public Exclusions withTried(Node node) {
        return new Exclusions(Stream.concat(tried.stream(), Stream.of(node)).toList(), failed, order);
    }

    /** For a hedge, which is not worth sending to a node that is avoided, nor to {@code node}. */
    public Exclusions strictlyWithout(Node node) {
        return new Exclusions(
                Stream.of(tried.stream(), failed.all().stream(), Stream.of(node))
                        .flatMap(nodes -> nodes)
                        .toList(),
                FailedNodes.NONE,
                order);
    }

    boolean allows(ClusterNode node) {
        return !tried.contains(node.node());
    }

    boolean prefers(ClusterNode node) {
        Node repeated = failed.repeated();
        return allows(node) && (repeated == null ? !failed.contains(node.node()) : repeated.equals(node.node()));
    }
}
