package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts round and round. The count goes on when the number of places changes, so a change in the cluster does not send
 * every client back to the first node.
 */
public final class Rotation {
    private final AtomicInteger count;

    public Rotation(int start) {
        count = new AtomicInteger(start);
    }

    /** From 0 to {@code size - 1}, each in turn; survives the count's overflow. */
    public int next(int size) {
        return Math.floorMod(count.getAndIncrement(), size);
    }
}
