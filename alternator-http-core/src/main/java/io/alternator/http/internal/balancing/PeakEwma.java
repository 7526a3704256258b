package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average that believes a peak at once and forgets it slowly, over time and samples (after Finagle's peak EWMA). A
 * peak is what two samples in a row say: one alone is a new connection or a pause of our own, not a slow node. Written by
 * many threads without a lock; a sample lost to a race is made up for by the next.
 */
public final class PeakEwma {
    /** So that a few dozen samples are enough to forget a peak, however fast they come. */
    private static final double MOST_THAT_STAYS = 0.95;

    private static final double AGE_THAT_COUNTS = -StrictMath.log(MOST_THAT_STAYS);

    private final double decayNanos;
    private final AtomicLong averageBits = new AtomicLong();
    private final AtomicLong stamp = new AtomicLong();
    private final AtomicLong previous = new AtomicLong();

    /**
     * Starts without a value.
     *
     * @param decayNanos after so long without a sample, an old value counts for 1/e
     */
    public PeakEwma(long decayNanos) {
        this.decayNanos = (double) decayNanos;
    }

    /** Takes in a sample, above 0, that was measured at {@code nowNanos}. */
    public void sample(long sample, long nowNanos) {
        long before = previous.getOpaque();
        previous.setOpaque(sample);
        if (before == 0) {
            return;
        }
        double value = (double) Math.min(sample, before);
        double average = average();
        long elapsed = Math.max(0, nowNanos - stamp.getOpaque());
        averageBits.setOpaque(Double.doubleToRawLongBits(
                value >= average ? value : average + (value - average) * (1 - stays(elapsed / decayNanos))));
        stamp.setOpaque(nowNanos);
    }

    /** The average; 0 before the second sample. */
    public long value() {
        return (long) average();
    }

    /** The average, or the only sample while there is one; 0 before the first. */
    public long bestGuess() {
        long average = value();
        return average != 0 ? average : previous.getOpaque();
    }

    /** The average as it is believed after a time without samples: less and less. */
    public long faded(long nowNanos) {
        long age = Math.max(0, nowNanos - stamp.getOpaque());
        return (long) (average() * StrictMath.exp(-age / decayNanos));
    }

    private double average() {
        return Double.longBitsToDouble(averageBits.getOpaque());
    }

    private static double stays(double age) {
        return age < AGE_THAT_COUNTS ? MOST_THAT_STAYS : StrictMath.exp(-age);
    }
}
