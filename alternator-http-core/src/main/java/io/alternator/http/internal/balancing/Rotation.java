package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.StripedCounter;

/**
 * Counts round and round, for each stripe of threads in its own exact turn, so that threads need not wait for each other: on
 * the whole no place is ahead of another by more than there are stripes. The count goes on when the number of places changes,
 * so a change in the cluster does not send every client back to the first node.
 */
public final class Rotation {
    private final StripedCounter count = new StripedCounter();
    private final int start;

    /** Begins at {@code start} for the current thread, and elsewhere for those of other stripes. */
    public Rotation(int start) {
        this.start = start - StripedCounter.stripe();
    }

    /** From 0 to {@code size - 1}, each in turn. */
    public int next(int size) {
        int stripe = StripedCounter.stripe();
        return Math.floorMod(start + stripe + count.getAndAdd(stripe, 1), size);
    }
}
