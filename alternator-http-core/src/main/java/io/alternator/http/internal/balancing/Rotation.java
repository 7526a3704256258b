package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.PaddedLongs;

/**
 * Counts round and round. The count goes on when the number of places changes, so a change in the cluster does not send
 * every client back to the first node.
 */
public final class Rotation {
    private final PaddedLongs count = new PaddedLongs(1);

    public Rotation(int start) {
        count.setOpaque(0, start);
    }

    /** From 0 to {@code size - 1}, each in turn. */
    public int next(int size) {
        return Math.floorMod(count.getAndAdd(0, 1), size);
    }
}
