package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.PaddedLongs;

/**
 * A moving average that believes a peak at once and forgets it slowly, over time and samples (after Finagle's peak EWMA). A
 * peak is what two samples in a row say: one alone is a new connection or a pause of our own, not a slow node. Written by
 * many threads without a lock; a sample lost to a race is made up for by the next.
 */
public final class PeakEwma {
    /** So that a few dozen samples are enough to forget a peak, however fast they come. */
    private static final double MOST_THAT_STAYS = 0.95;

    private static final double AGE_THAT_COUNTS = -StrictMath.log(MOST_THAT_STAYS);

    /** How many numbers it keeps. */
    public static final int NUMBERS = 3;

    private static final int AVERAGE = 0; // the bits of a double
    private static final int STAMP = 1;
    private static final int PREVIOUS = 2;

    private final double decayNanos;
    private final PaddedLongs numbers;
    private final int first;

    /**
     * Starts without a value.
     *
     * @param decayNanos after so long without a sample, an old value counts for 1/e
     * @param numbers where its own have their place, 0 as yet
     * @param first the index of that place
     */
    public PeakEwma(long decayNanos, PaddedLongs numbers, int first) {
        this.decayNanos = (double) decayNanos;
        this.numbers = numbers;
        this.first = first;
    }

    /** Takes in a sample, above 0, that was measured at {@code nowNanos}. */
    public void sample(long sample, long nowNanos) {
        long before = previous();
        numbers.setOpaque(first + PREVIOUS, sample);
        if (before == 0) {
            return;
        }
        double value = (double) Math.min(sample, before);
        double old = average();
        double next = value >= old ? value : old + (value - old) * (1 - stays(age(nowNanos) / decayNanos));
        numbers.setOpaque(first + AVERAGE, Double.doubleToRawLongBits(next));
        numbers.setOpaque(first + STAMP, nowNanos);
    }

    /** The average; 0 before the second sample. */
    public long value() {
        return (long) average();
    }

    /** The average, or the only sample while there is one; 0 before the first. */
    public long bestGuess() {
        long average = value();
        return average != 0 ? average : previous();
    }

    /** The average as it is believed after a time without samples: less and less. */
    public long faded(long nowNanos) {
        return (long) (average() * StrictMath.exp(-age(nowNanos) / decayNanos));
    }

    private double average() {
        return Double.longBitsToDouble(numbers.getOpaque(first + AVERAGE));
    }

    private long previous() {
        return numbers.getOpaque(first + PREVIOUS);
    }

    private long age(long nowNanos) {
        return Math.max(0, nowNanos - numbers.getOpaque(first + STAMP));
    }

    private static double stays(double age) {
        return age < AGE_THAT_COUNTS ? MOST_THAT_STAYS : StrictMath.exp(-age);
    }
}
