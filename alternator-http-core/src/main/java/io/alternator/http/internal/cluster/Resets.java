package io.alternator.http.internal.cluster;

import io.alternator.http.internal.health.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Why connections of one node are reset before a response. Two causes are no failure of the node. Thread-safe.
 *
 * <ul>
 *   <li>A refusal that the node may send without having read the request's body: {@code RequestLimitExceeded} and 413. ScyllaDB
 *       2026.2 and 2026.3 close the connection after them without announcing it, so that the next request on it is reset. Each
 *       refusal excuses one reset within the next minute, as pools keep no idle connection for longer.
 *   <li>A stale connection: it was idle in the pool when the node was restarted, or when a firewall or load balancer forgot it. A
 *       pool may be full of them, so many resets in a row say no more than one does. Each response leaves a connection in the pool,
 *       up to its size, and each reset takes one out. No client tells which connection it used, so a reset that may be a stale
 *       connection's is taken for one, and the node is checked at once.
 * </ul>
 */
public final class Resets {
    private static final long EXPIRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int maxConnections;
    private final AtomicInteger pooled = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile long lastRefusal;
    private volatile boolean closesConnections;

    /**
     * Starts without connections and refusals.
     *
     * @param maxConnections how many the pool may have to the node
     */
    Resets(int maxConnections, long now) {
        this.maxConnections = maxConnections;
        this.lastRefusal = now;
    }

    /** A request was answered, whose connection goes back to the pool. Costs one read once that may be full. */
    void answered() {
        if (pooled.getOpaque() < maxConnections) {
            pooled.getAndIncrement();
        }
    }

    /** The node refused a request and may close the connection. */
    public void refused(long now) {
        if (isExpired(now)) {
            refusals.set(0);
        }
        lastRefusal = now;
        refusals.getAndIncrement();
    }

    /** The outcome of a request whose connection was reset before a response. To be called once for each. */
    public Outcome outcomeOfNext(long now) {
        if (!isExpired(now) && takeOne(refusals)) {
            closesConnections = true;
            return Outcome.RESET_AFTER_REFUSAL;
        }
        return takeOne(pooled) ? Outcome.STALE_CONNECTION : Outcome.RESET;
    }

    /** True if the node was seen to close connections after refusals: those should not be used again. */
    public boolean closesAfterRefusal() {
        return closesConnections;
    }

    private boolean isExpired(long now) {
        return now - lastRefusal >= EXPIRY_NANOS;
    }

    private static boolean takeOne(AtomicInteger counter) {
        return counter.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
