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
 * @param avoided nodes that an earlier attempt of the same SDK call failed on: used if no other is left
 * @param order of the nodes for the request's partition key; null if the router may choose any
 */
public record Exclusions(
        List<Node> tried, List<Node> avoided, @Nullable NodeOrder<ClusterNode> order) {
    public static final Exclusions NONE = new Exclusions(List.of(), List.of(), null);

    /** Of a call that begins. */
    public static Exclusions of(List<Node> avoided, @Nullable NodeOrder<ClusterNode> order) {
        return avoided.isEmpty() && order == null ? NONE : new Exclusions(List.of(), avoided, order);
    }

    /** True if any node may be used. */
    boolean isNone() {
        return tried.isEmpty() && avoided.isEmpty() && order == null;
    }

    /** Excludes one more node. */
    public Exclusions withTried(Node node) {
        return new Exclusions(Stream.concat(tried.stream(), Stream.of(node)).toList(), avoided, order);
    }

    /** For a hedge, which is not worth sending to a node that is avoided, nor to {@code node}. */
    public Exclusions strictlyWithout(Node node) {
        return new Exclusions(
                Stream.of(tried.stream(), avoided.stream(), Stream.of(node))
                        .flatMap(nodes -> nodes)
                        .toList(),
                List.of(),
                order);
    }

    boolean allows(ClusterNode node) {
        return !tried.contains(node.node());
    }

    boolean prefers(ClusterNode node) {
        return allows(node) && !avoided.contains(node.node());
    }
}
