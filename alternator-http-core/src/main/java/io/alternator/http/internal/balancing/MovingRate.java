package io.alternator.http.internal.balancing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The fraction of recent events that match a condition: an exponentially weighted average over about the last ten events that
 * also decays over time, so that old events are forgotten even without new ones.
 *
 * <p>Thread-safe and lock-free. Concurrent samples may be lost; later ones correct the value. A sample costs one read while the
 * rate is zero and stays zero.
 */
public final class MovingRate {
    private static final double SAMPLE_WEIGHT = 0.1;
    private static final double ROUNDED_TO_ZERO_BELOW = 0.01;

    private static final VarHandle RATE;
    private static final VarHandle STAMP;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            RATE = lookup.findVarHandle(MovingRate.class, "rate", double.class);
            STAMP = lookup.findVarHandle(MovingRate.class, "stamp", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final double decayNanos;

    // The fields are accessed only through the handles.
    @SuppressWarnings("unused")
    private double rate;

    @SuppressWarnings("unused")
    private long stamp;

    /**
     * Starts at zero.
     *
     * @param decayNanos time without events after which the rate has decayed to 1/e
     */
    public MovingRate(long decayNanos) {
        this.decayNanos = (double) decayNanos;
    }

    /** Adds one event, which matches the condition or not. */
    public void sample(boolean matches, long nowNanos) {
        if (!matches && isZero()) {
            return;
        }
        double before = value(nowNanos);
        double after = before + SAMPLE_WEIGHT * ((matches ? 1 : 0) - before);
        RATE.setOpaque(this, after < ROUNDED_TO_ZERO_BELOW ? 0 : after);
        STAMP.setOpaque(this, nowNanos);
    }

    /** Sets the rate to 1: the condition is known to hold until something changes it. */
    public void saturate(long nowNanos) {
        RATE.setOpaque(this, 1.0);
        STAMP.setOpaque(this, nowNanos);
    }

    /** True if no recent event matched; cheaper than {@link #value}. */
    public boolean isZero() {
        return rate() == 0;
    }

    /** The rate, from 0 to 1, decayed to {@code nowNanos}. */
    public double value(long nowNanos) {
        double rate = rate();
        return rate == 0
                ? 0
                : rate * StrictMath.exp(-Math.max(0, nowNanos - (long) STAMP.getOpaque(this)) / decayNanos);
    }

    private double rate() {
        return (double) RATE.getOpaque(this);
    }
}
