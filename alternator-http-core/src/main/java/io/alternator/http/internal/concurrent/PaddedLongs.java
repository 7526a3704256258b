package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers that threads write all the time, in lines of memory of their own: whoever writes one takes its line away from the
 * other processors, and so everything else that happens to lie in it. What is written rarely and read all the time belongs
 * elsewhere.
 */
public final class PaddedLongs {
    /** Processors fetch lines of 64 bytes by twos. */
    static final int PADDING_BYTES = 128;

    private static final int PADDING = PADDING_BYTES / Long.BYTES;

    private final AtomicLongArray longs;

    /** So many, all 0. */
    public PaddedLongs(int count) {
        longs = new AtomicLongArray(PADDING + count + PADDING);
    }

    public long get(int index) {
        return longs.get(PADDING + index);
    }

    public long getAndAdd(int index, long delta) {
        return longs.getAndAdd(PADDING + index, delta);
    }

    public boolean compareAndSet(int index, long expected, long value) {
        return longs.compareAndSet(PADDING + index, expected, value);
    }

    public long getOpaque(int index) {
        return longs.getOpaque(PADDING + index);
    }

    public void setOpaque(int index, long value) {
        longs.setOpaque(PADDING + index, value);
    }
}
