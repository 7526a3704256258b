package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests may be sent a second time: one in fifty in the long run, and a few at once. A bucket of tokens: each
 * request puts a part of one in, a hedge takes a whole one out. Many threads use it without a lock; while it is full, a
 * request costs one read.
 */
public final class HedgeBudget {
    private static final int REQUESTS_FOR_ONE = 50;
    private static final int MOST_AT_ONCE = 10;
    private static final int AT_FIRST = 3;

    /** In parts of a token; may be a little more than full for a moment, which harms nobody. */
    private final AtomicInteger parts = new AtomicInteger(AT_FIRST * REQUESTS_FOR_ONE);

    /** One request more that may need a hedge. */
    public void asked() {
        if (parts.getOpaque() < MOST_AT_ONCE * REQUESTS_FOR_ONE) {
            parts.getAndIncrement();
        }
    }

    /** True if there may be a hedge now; it is paid for. */
    public boolean take() {
        int before = parts.get();
        while (before >= REQUESTS_FOR_ONE) {
            if (parts.compareAndSet(before, before - REQUESTS_FOR_ONE)) {
                return true;
            }
            before = parts.get();
        }
        return false;
    }

    /** The hedge that was paid for was not sent. */
    public void giveBack() {
        parts.getAndAdd(REQUESTS_FOR_ONE);
    }
}
