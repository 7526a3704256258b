package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A quantile of recent measurements: those of the current and of the previous window. Measurements are counted in buckets with a
 * width of 1/8 of their values; the result is the upper end of a bucket, so it is never too low and at most 1/8 too high.
 *
 * <p>{@link #add} may be called by many threads at once, without locks or fences; concurrent measurements may be lost.
 * {@link #roll} and {@link #value} must be called by one thread at a time.
 */
public final class RecentQuantile {
    private static final int PRECISION_BITS = 3;
    private static final int BUCKETS_PER_POWER_OF_TWO = 1 << PRECISION_BITS;
    private static final long MAX_NANOS = (1L << 40) - 1; // about 18 minutes

    private final double fraction;
    private final int minCount;
    private final AtomicIntegerArray[] windows = {newWindow(), newWindow()};
    private volatile int current;

    /**
     * Starts without a value.
     *
     * @param fraction of the measurements that do not exceed the result, such as 0.95
     * @param minCount measurements that are needed for a result, and for a window to end
     */
    public RecentQuantile(double fraction, int minCount) {
        this.fraction = fraction;
        this.minCount = minCount;
    }

    /** Adds a measurement; it is limited to 0 to 2^40 - 1 ns. */
    public void add(long nanos) {
        AtomicIntegerArray window = windows[current];
        int bucket = bucket(Math.max(0, Math.min(nanos, MAX_NANOS)));
        window.setOpaque(bucket, window.getOpaque(bucket) + 1);
    }

    /** The quantile in nanoseconds; 0 while there are fewer measurements than {@code minCount}. */
    public long value() {
        int total = sum(windows[0]) + sum(windows[1]);
        if (total < minCount) {
            return 0;
        }
        int remaining = (int) Math.ceil(fraction * total);
        int bucket = -1;
        while (remaining > 0 && ++bucket < windows[0].length()) {
            remaining -= windows[0].getOpaque(bucket) + windows[1].getOpaque(bucket);
        }
        return upperEnd(Math.min(bucket, windows[0].length() - 1));
    }

    /** Starts a new window and drops the previous one, unless the current one has too few measurements. */
    public void roll() {
        if (sum(windows[current]) < minCount) {
            return;
        }
        int next = 1 - current;
        for (int bucket = 0; bucket < windows[next].length(); bucket++) {
            windows[next].setOpaque(bucket, 0);
        }
        current = next;
    }

    private static AtomicIntegerArray newWindow() {
        return new AtomicIntegerArray(bucket(MAX_NANOS) + 1);
    }

    private static int sum(AtomicIntegerArray window) {
        int sum = 0;
        for (int bucket = 0; bucket < window.length(); bucket++) {
            sum += window.getOpaque(bucket);
        }
        return sum;
    }

    /** One bucket per value below 16; above, eight buckets per power of two. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1) - PRECISION_BITS);
        return shift * BUCKETS_PER_POWER_OF_TWO + (int) (nanos >>> shift);
    }

    private static long upperEnd(int bucket) {
        int shift = Math.max(0, bucket / BUCKETS_PER_POWER_OF_TWO - 1);
        return ((long) (bucket - shift * BUCKETS_PER_POWER_OF_TWO + 1) << shift) - 1;
    }
}
