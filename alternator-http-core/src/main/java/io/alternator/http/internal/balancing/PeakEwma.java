package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A moving average that believes a peak at once and forgets it slowly, over time and samples (after Finagle's peak EWMA). A
 * peak is what two samples in a row say: one alone is a new connection or a pause of our own, not a slow node. Written by
 * many threads without a lock; a sample lost to a race is made up for by the next. One sample in ten microseconds is enough:
 * more would be news to nobody, and the threads of a busy client would pass the average to and fro.
 */
public final class PeakEwma {
    /** So that a few dozen samples are enough to forget a peak, however fast they come. */
    private static final double MOST_THAT_STAYS = 0.95;

    private static final double AGE_THAT_COUNTS = -StrictMath.log(MOST_THAT_STAYS);
    private static final long BETWEEN_SAMPLES_NANOS = 10_000;

    private static final VarHandle AVERAGE = Fields.handle(MethodHandles.lookup(), "average", double.class);
    private static final VarHandle STAMP = Fields.handle(MethodHandles.lookup(), "stamp", long.class);
    private static final VarHandle PREVIOUS = Fields.handle(MethodHandles.lookup(), "previous", long.class);

    private final double decayNanos;

    // Through the handles only.
    @SuppressWarnings("unused")
    private double average;

    @SuppressWarnings("unused")
    private long stamp;

    @SuppressWarnings("unused")
    private long previous;

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
        double old = average();
        if (old != 0 && age(nowNanos) < BETWEEN_SAMPLES_NANOS) {
            return;
        }
        long before = previous();
        PREVIOUS.setOpaque(this, sample);
        if (before == 0) {
            return;
        }
        double value = (double) Math.min(sample, before);
        AVERAGE.setOpaque(this, value >= old ? value : old + (value - old) * (1 - stays(age(nowNanos) / decayNanos)));
        STAMP.setOpaque(this, nowNanos);
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
        return (double) AVERAGE.getOpaque(this);
    }

    private long previous() {
        return (long) PREVIOUS.getOpaque(this);
    }

    private long age(long nowNanos) {
        return Math.max(0, nowNanos - (long) STAMP.getOpaque(this));
    }

    private static double stays(double age) {
        return age < AGE_THAT_COUNTS ? MOST_THAT_STAYS : StrictMath.exp(-age);
    }
}
