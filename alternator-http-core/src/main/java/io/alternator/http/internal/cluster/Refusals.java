package io.alternator.http.internal.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The responses of one node that it may send without having read the request's body: {@code RequestLimitExceeded} and 413.
 * ScyllaDB 2026.2 and 2026.3 close the connection after them without announcing it, so that the next request on it is reset.
 * That is no failure of the node. Each such response excuses one reset within the next minute, as pools keep no idle connection
 * for longer. Thread-safe.
 */
final class Refusals {
    private static final long EXPIRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicInteger excuses = new AtomicInteger();
    private volatile long last;
    private volatile boolean closesConnections;

    /** Starts without refusals. */
    Refusals(long now) {
        this.last = now;
    }

    /** The node refused a request. */
    void refused(long now) {
        if (isExpired(now)) {
            excuses.set(0);
        }
        last = now;
        excuses.getAndIncrement();
    }

    /** A connection was reset before a response. Returns true if a refusal explains that. */
    boolean excuseReset(long now) {
        if (isExpired(now) || excuses.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        closesConnections = true;
        return true;
    }

    /** True if the node was seen to close connections after refusals: those should not be used again. */
    boolean closesConnections() {
        return closesConnections;
    }

    private boolean isExpired(long now) {
        return now - last >= EXPIRY_NANOS;
    }
}
