package io.alternator.http.internal.nodelist;

import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * Nodes that a list without any common node replaced. They are asked again for an hour, with a delay that doubles from 1 s to 1
 * minute: if one answers and lists itself, the client may have been led astray. For the scheduler's thread only.
 */
public final class FormerNodes {
    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();
    private static final long MIN_DELAY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MAX_DELAY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Deque<Node> nodes = new ArrayDeque<>();
    private long until;
    private long nextAt;
    private long delayNanos;

    /** Remembers these nodes instead of earlier ones. */
    public void remember(Collection<Node> replaced, long now) {
        nodes.clear();
        nodes.addAll(replaced);
        until = now + MEMORY_NANOS;
        delayNanos = MIN_DELAY_NANOS;
        nextAt = now + delayNanos;
    }

    /** Forgets all. */
    public void clear() {
        nodes.clear();
    }

    /** The node to ask now, if it is time; each in turn. */
    public Optional<Node> due(long now) {
        if (!nodes.isEmpty() && now - until >= 0) {
            nodes.clear();
        }
        if (nodes.isEmpty() || now - nextAt < 0) {
            return Optional.empty();
        }
        delayNanos = Math.min(2 * delayNanos, MAX_DELAY_NANOS);
        nextAt = now + delayNanos;
        Node node = nodes.removeFirst();
        nodes.addLast(node);
        return Optional.of(node);
    }

    /** True if the node is one of them. */
    public boolean contains(Node node) {
        return nodes.contains(node);
    }
}
