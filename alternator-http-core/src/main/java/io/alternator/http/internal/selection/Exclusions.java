package io.alternator.http.internal.selection;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * The nodes that a request should not go to.
 *
 * @param tried nodes that this request failed on: never used again
 * @param avoided nodes that an earlier attempt of the same SDK call failed on: used if no other is left
 */
public record Exclusions(List<Node> tried, List<Node> avoided) {
    public static final Exclusions NONE = new Exclusions(List.of(), List.of());

    public static Exclusions avoiding(List<Node> nodes) {
        return nodes.isEmpty() ? NONE : new Exclusions(List.of(), nodes);
    }

    boolean isNone() {
        return tried.isEmpty() && avoided.isEmpty();
    }

    /** Excludes one more node. */
    public Exclusions withTried(Node node) {
        return new Exclusions(Stream.concat(tried.stream(), Stream.of(node)).toList(), avoided);
    }

    /** For a hedge, which is not worth sending to a node that is avoided, nor to {@code node}. */
    public Exclusions strictlyWithout(Node node) {
        return new Exclusions(
                Stream.of(tried.stream(), avoided.stream(), Stream.of(node))
                        .flatMap(nodes -> nodes)
                        .toList(),
                List.of());
    }

    boolean allows(ClusterNode node) {
        return !tried.contains(node.node());
    }

    boolean prefers(ClusterNode node) {
        return allows(node) && !avoided.contains(node.node());
    }
}
