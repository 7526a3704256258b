package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average that believes a peak at once and forgets it slowly, over time and samples (after Finagle's peak EWMA). Written by many threads
 * without a lock; a sample lost to a race is made up for by the next.
 */
public final class PeakEwma {
    /** So that a few dozen samples are enough to forget a peak, however fast they come. */
    private static final double MOST_THAT_STAYS = 0.95;

    private static final double AGE_THAT_COUNTS = -Math.log(MOST_THAT_STAYS);

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
        double after = value >= before ? value : before + (value - before) * (1 - stays(elapsed / decayNanos));
        averageBits.setOpaque(Double.doubleToRawLongBits(after));
        stamp.setOpaque(nowNanos);
    }

    /** The average as it is believed after a time without samples: less and less. */
    public long faded(long nowNanos) {
        long age = Math.max(0, nowNanos - stamp.getOpaque());
        return (long) (Double.longBitsToDouble(averageBits.getOpaque()) * Math.exp(-age / decayNanos));
    }

    private static double stays(double age) {
        return age < AGE_THAT_COUNTS ? MOST_THAT_STAYS : Math.exp(-age);
    }

    /** The average; 0 before the first sample. */
    public long value() {
        return (long) Double.longBitsToDouble(averageBits.getOpaque());
    }
}
