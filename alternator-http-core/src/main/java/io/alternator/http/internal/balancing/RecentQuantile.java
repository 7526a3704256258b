package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What a part of the latest measurements did not exceed: those of the window under way and of the one before. They are
 * counted in buckets an eighth as wide as the values in them, and the answer is a bucket's upper end. Written by many threads
 * without a lock or a fence: what is lost to a race, there is plenty of. Rolled and read by one thread.
 */
public final class RecentQuantile {
    private static final int PRECISION_BITS = 3;
    private static final int STEPS = 1 << PRECISION_BITS;
    private static final long MOST = (1L << 40) - 1; // a quarter of an hour

    private final double fraction;
    private final int enough;
    private final AtomicIntegerArray[] windows = {newWindow(), newWindow()};
    private volatile int current;

    /**
     * Starts without a value.
     *
     * @param enough measurements for an answer, and for a window to end
     */
    public RecentQuantile(double fraction, int enough) {
        this.fraction = fraction;
        this.enough = enough;
    }

    /** Takes in a measurement. */
    public void add(long nanos) {
        AtomicIntegerArray window = windows[current];
        int bucket = bucket(Math.max(0, Math.min(nanos, MOST)));
        window.setOpaque(bucket, window.getOpaque(bucket) + 1);
    }

    /** The quantile; 0 while there are too few measurements to tell. */
    public long value() {
        int all = sum(windows[0]) + sum(windows[1]);
        if (all < enough) {
            return 0;
        }
        int left = (int) Math.ceil(fraction * all);
        int bucket = -1;
        while (left > 0 && ++bucket < windows[0].length()) {
            left -= windows[0].getOpaque(bucket) + windows[1].getOpaque(bucket);
        }
        return upperEnd(Math.min(bucket, windows[0].length() - 1));
    }

    /** Begins a new window if the current one has enough, and forgets the one before it. */
    public void roll() {
        if (sum(windows[current]) < enough) {
            return;
        }
        int next = 1 - current;
        for (int bucket = 0; bucket < windows[next].length(); bucket++) {
            windows[next].setOpaque(bucket, 0);
        }
        current = next;
    }

    private static AtomicIntegerArray newWindow() {
        return new AtomicIntegerArray(bucket(MOST) + 1);
    }

    private static int sum(AtomicIntegerArray window) {
        int sum = 0;
        for (int bucket = 0; bucket < window.length(); bucket++) {
            sum += window.getOpaque(bucket);
        }
        return sum;
    }

    /** Exact below twice the steps; above, each power of two has as many buckets as there are steps. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1) - PRECISION_BITS);
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static long upperEnd(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((long) (bucket - shift * STEPS + 1) << shift) - 1;
    }
}
