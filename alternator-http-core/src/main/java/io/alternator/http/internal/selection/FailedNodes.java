package io.alternator.http.internal.selection;

import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that failed earlier attempts of one SDK call. Its next attempt avoids them, with one exception: once the connections of
 * two nodes were stale, the idle connections to the others may be too, as when a firewall has lost its state. Each attempt takes one
 * stale connection out of its node's pool, so the call then stays on the second node, and needs no more attempts than with that node
 * alone. Otherwise it would meet one stale connection after the other, on each node, until the SDK gives up.
 *
 * @param all each once, the earliest first
 * @param stale those of them whose last failure was a stale connection, the latest last
 */
public record FailedNodes(List<Node> all, List<Node> stale) {
    public static final FailedNodes NONE = new FailedNodes(List.of(), List.of());

    private static final int COMMON_CAUSE = 2;

    /** With the failure of one more attempt. */
    public FailedNodes with(Node node, boolean wasStale) {
        return new FailedNodes(
                all.contains(node) ? all : append(all.stream(), node),
                wasStale ? append(without(node), node) : without(node).toList());
    }

    private Stream<Node> without(Node node) {
        return stale.stream().filter(other -> !other.equals(node));
    }

    private static List<Node> append(Stream<Node> nodes, Node node) {
        return Stream.concat(nodes, Stream.of(node)).toList();
    }

    /** True if no attempt has failed. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** True if the node failed an attempt. */
    public boolean contains(Node node) {
        return all.contains(node);
    }

    /** The node that the next attempt should go to; null if to one that has not failed. */
    public @Nullable Node repeated() {
        return stale.size() < COMMON_CAUSE ? null : stale.get(stale.size() - 1);
    }
}
