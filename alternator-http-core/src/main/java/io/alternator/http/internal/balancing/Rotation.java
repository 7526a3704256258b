package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.StripedCounter;

/**
 * A thread-safe round-robin counter. Each stripe of threads counts by itself, so that threads do not contend; the counts of any
 * two places differ by no more than the number of stripes. The count continues when the number of places changes, so that a
 * change in the cluster does not send every client back to the first node.
 */
public final class Rotation {
    private final StripedCounter count = new StripedCounter();
    private final int start;

    /** Starts at {@code start} for the current thread, and at other places for threads of other stripes. */
    public Rotation(int start) {
        this.start = start - StripedCounter.stripe();
    }

    /** Returns 0 to {@code size - 1}, in turn. */
    public int next(int size) {
        int stripe = StripedCounter.stripe();
        return Math.floorMod(start + stripe + count.getAndAdd(stripe, 1), size);
    }
}
