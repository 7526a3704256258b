package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides whose clock is wrong when a node refuses a signature because of the time: the node's or the SDK's. Only if it is the
 * SDK's, the SDK may see the refusal, as it adopts the clock of the node that refused. The node is believed if its clock
 *
 * <ul>
 *   <li>agrees with that of this machine, so that the SDK must have adopted a wrong one, or
 *   <li>agrees with that of another node that refused a signature within the last minute.
 * </ul>
 *
 * <p>Remembers refusals only, for a minute; costs nothing while there are none. Thread-safe.
 */
public final class NodeClocks {
    private static final long EXPIRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ClientLog log;
    private final InstantSource wallClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Node, Refusal> refusals = new HashMap<>();

    /**
     * A refusal that was not believed.
     *
     * @param offset of the node's clock from this machine's
     * @param at ticker nanoseconds
     */
    private record Refusal(Duration offset, long at) {
        boolean agreesWith(Duration other) {
            return offset.minus(other).abs().compareTo(ClockRefusal.TOLERANCE) <= 0;
        }

        boolean isOutdated(long now) {
            return now - at >= EXPIRY_NANOS;
        }
    }

    /** Remembers nothing yet. */
    public NodeClocks(InstantSource wallClock, ClientIdentity client) {
        this.log = client.log(NodeClocks.class);
        this.wallClock = wallClock;
    }

    /**
     * True if the SDK should see the node's refusal and adopt its clock.
     *
     * @param now ticker nanoseconds
     */
    public boolean isBelieved(Node node, ClockRefusal refusal, long now) {
        Instant here = wallClock.instant();
        Refusal latest = new Refusal(Duration.between(here, refusal.nodeTime()), now);
        lock.lock();
        try {
            refusals.values().removeIf(before -> before.isOutdated(now));
            if (latest.agreesWith(Duration.ZERO) || agreesWithAnotherNode(node, latest)) {
                refusals.values()
                        .removeIf(before -> before.agreesWith(latest.offset())); // the SDK's clock will suit them
                return true;
            }
            if (refusals.put(node, latest) == null) {
                log.warn(
                        "{} refuses signed requests: its clock is {}, by the Date of its response; other nodes are asked."
                                + " Synchronize the clocks, for example with NTP; see troubleshooting.md#wrong-clock",
                        node,
                        refusal.inWords());
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean agreesWithAnotherNode(Node node, Refusal latest) {
        return refusals.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(node) && other.getValue().agreesWith(latest.offset()));
    }
}
