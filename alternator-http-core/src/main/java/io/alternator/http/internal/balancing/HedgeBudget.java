package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits hedges to one per fifty requests in the long run, with bursts of up to ten. A token bucket: each request adds 1/50
 * token, each hedge takes one. Thread-safe and lock-free; while the bucket is full, a request costs one read.
 */
public final class HedgeBudget {
    private static final int PARTS_PER_TOKEN = 50;
    private static final int MAX_TOKENS = 10;
    private static final int INITIAL_TOKENS = 3;

    /** In 1/50 of a token. Concurrent additions may exceed the maximum by a few parts, which does no harm. */
    private final AtomicInteger parts = new AtomicInteger(INITIAL_TOKENS * PARTS_PER_TOKEN);

    /** Adds the share of one request that could be hedged. */
    public void requestStarted() {
        if (parts.getOpaque() < MAX_TOKENS * PARTS_PER_TOKEN) {
            parts.getAndIncrement();
        }
    }

    /** Takes a token; returns false if there is none, and then no hedge may be sent. */
    public boolean tryAcquire() {
        int before = parts.get();
        while (before >= PARTS_PER_TOKEN) {
            if (parts.compareAndSet(before, before - PARTS_PER_TOKEN)) {
                return true;
            }
            before = parts.get();
        }
        return false;
    }

    /** Returns the token of a hedge that was not sent after all. */
    public void release() {
        parts.getAndAdd(PARTS_PER_TOKEN);
    }
}
