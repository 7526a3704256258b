package io.alternator.http.internal.balancing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A peak-sensitive exponentially weighted moving average (as Finagle's peak EWMA): it rises to a peak at once and decays slowly,
 * with time and with samples.
 *
 * <ul>
 *   <li>A sample counts as min(sample, previous sample): a single high one is a new connection or a pause of the client, not a
 *       slow node.
 *   <li>Samples less than 10 µs apart are dropped: no information, only contention.
 *   <li>Thread-safe and lock-free. Concurrent samples may be lost; later ones correct the value.
 * </ul>
 */
public final class PeakEwma {
    /** Each sample replaces at least 5 % of the average, so that a few dozen samples forget a peak at any rate. */
    private static final double MAX_RETAINED = 0.95;

    private static final double AGE_OF_MAX_RETAINED = -StrictMath.log(MAX_RETAINED);
    private static final long MIN_SAMPLE_INTERVAL_NANOS = 10_000;

    private static final VarHandle AVERAGE;
    private static final VarHandle STAMP;
    private static final VarHandle PREVIOUS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            AVERAGE = lookup.findVarHandle(PeakEwma.class, "average", double.class);
            STAMP = lookup.findVarHandle(PeakEwma.class, "stamp", long.class);
            PREVIOUS = lookup.findVarHandle(PeakEwma.class, "previous", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final double decayNanos;

    // The fields are accessed only through the handles.
    @SuppressWarnings("unused")
    private double average;

    @SuppressWarnings("unused")
    private long stamp;

    @SuppressWarnings("unused")
    private long previous;

    /**
     * Starts without a value.
     *
     * @param decayNanos time after which an old value's share of the average is 1/e
     */
    public PeakEwma(long decayNanos) {
        this.decayNanos = (double) decayNanos;
    }

    /** Adds a sample, greater than 0, measured at {@code nowNanos}. */
    public void sample(long sample, long nowNanos) {
        double old = average();
        if (old != 0 && age(nowNanos) < MIN_SAMPLE_INTERVAL_NANOS) {
            return;
        }
        long before = previous();
        PREVIOUS.setOpaque(this, sample);
        if (before == 0) {
            return;
        }
        double value = (double) Math.min(sample, before);
        AVERAGE.setOpaque(
                this, value >= old ? value : old + (value - old) * (1 - retained(age(nowNanos) / decayNanos)));
        STAMP.setOpaque(this, nowNanos);
    }

    /** The average; 0 before the second sample. */
    public long value() {
        return (long) average();
    }

    /** The average; before the second sample the first one, and 0 before that. */
    public long valueOrFirstSample() {
        long average = value();
        return average != 0 ? average : previous();
    }

    /** The average, decayed towards 0 by the time since the last sample. */
    public long decayed(long nowNanos) {
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

    private static double retained(double age) {
        return age < AGE_OF_MAX_RETAINED ? MAX_RETAINED : StrictMath.exp(-age);
    }
}
