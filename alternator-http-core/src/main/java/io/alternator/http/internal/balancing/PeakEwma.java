package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average that believes a peak at once and forgets it slowly (Finagle's peak EWMA). Written by many threads
 * without a lock; a sample lost to a race is made up for by the next.
 */
public final class PeakEwma {
    private final double decayNanos;
    private final AtomicLong averageBits = new AtomicLong();
    private final AtomicLong stamp = new AtomicLong();

    /**
     * Starts without a value.
     *
     * @param decayNanos after so long without a sample, an old value counts for 1/e
     */
    public PeakEwma(long decayNanos) {
        this.decayNanos = (double) decayNanos;
    }

    /** Takes in a sample that was measured at {@code nowNanos}. */
    public void sample(long sample, long nowNanos) {
        double value = (double) sample;
        double before = Double.longBitsToDouble(averageBits.getOpaque());
        long elapsed = Math.max(0, nowNanos - stamp.getOpaque());
        double weight = before == 0 ? 0 : Math.exp(-elapsed / decayNanos);
        double after = value > before ? value : before * weight + value * (1 - weight);
        averageBits.setOpaque(Double.doubleToRawLongBits(after));
        stamp.setOpaque(nowNanos);
    }

    /** The average; 0 before the first sample. */
    public long value() {
        return (long) Double.longBitsToDouble(averageBits.getOpaque());
    }
}
