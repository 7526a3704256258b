package io.alternator.http.internal.routing;

import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a request should not go.
 *
 * @param tried by this very request, which could not be sent: out of the question
 * @param avoided as an earlier attempt of the SDK failed there: used when no other is left
 */
record Exclusions(List<Node> tried, List<Node> avoided) {
    static final Exclusions NONE = new Exclusions(List.of(), List.of());

    static Exclusions avoiding(List<Node> nodes) {
        return nodes.isEmpty() ? NONE : new Exclusions(List.of(), nodes);
    }

    boolean isNone() {
        return tried.isEmpty() && avoided.isEmpty();
    }

    Exclusions andTried(Node node) {
        return new Exclusions(Stream.concat(tried.stream(), Stream.of(node)).toList(), avoided);
    }

    /** For a hedge: none of those that are to be avoided if possible is good enough, nor is this one. */
    Exclusions strictlyWithout(Node node) {
        return new Exclusions(
                Stream.of(tried.stream(), avoided.stream(), Stream.of(node))
                        .flatMap(nodes -> nodes)
                        .toList(),
                List.of());
    }

    boolean allow(ClusterNode<?> member) {
        return !tried.contains(member.node());
    }

    boolean favor(ClusterNode<?> member) {
        return allow(member) && !avoided.contains(member.node());
    }
}
