package io.alternator.http.internal.balancing;

import io.alternator.http.internal.concurrent.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which part of the latest events were of a kind: about the last ten count, and less with age, so that what happened once is
 * forgotten even if nothing happens any more. Written by many threads without a lock; a sample lost to a race is made up
 * for by the next. Costs one read while the rate is zero and stays so.
 */
public final class MovingRate {
    private static final double WEIGHT_OF_ONE = 0.1;
    private static final double NEXT_TO_NOTHING = 0.01;

    private static final VarHandle RATE = Fields.handle(MethodHandles.lookup(), "rate", double.class);
    private static final VarHandle STAMP = Fields.handle(MethodHandles.lookup(), "stamp", long.class);

    private final double decayNanos;

    // Through the handles only.
    @SuppressWarnings("unused")
    private double rate;

    @SuppressWarnings("unused")
    private long stamp;

    /**
     * Starts at zero.
     *
     * @param decayNanos after so long without an event, the rate counts for 1/e
     */
    public MovingRate(long decayNanos) {
        this.decayNanos = (double) decayNanos;
    }

    /** Takes in one event. */
    public void sample(boolean ofTheKind, long nowNanos) {
        if (!ofTheKind && isZero()) {
            return;
        }
        double before = value(nowNanos);
        double after = before + WEIGHT_OF_ONE * ((ofTheKind ? 1 : 0) - before);
        RATE.setOpaque(this, after < NEXT_TO_NOTHING ? 0 : after);
        STAMP.setOpaque(this, nowNanos);
    }

    public boolean isZero() {
        return rate() == 0;
    }

    /** From 0 to 1. */
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
