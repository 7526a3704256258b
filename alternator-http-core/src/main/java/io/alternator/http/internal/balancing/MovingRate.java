package io.alternator.http.internal.balancing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Which part of the latest events were of a kind: about the last ten count, and less with age, so that what happened once is
 * forgotten even if nothing happens any more. Written by many threads without a lock; a sample lost to a race is made up
 * for by the next. Costs one read while the rate is zero and stays so.
 */
public final class MovingRate {
    private static final double WEIGHT_OF_ONE = 0.1;
    private static final double NEXT_TO_NOTHING = 0.01;

    private final double decayNanos;
    private final AtomicLong rateBits = new AtomicLong();
    private final AtomicLong stamp = new AtomicLong();

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
        rateBits.setOpaque(Double.doubleToRawLongBits(after < NEXT_TO_NOTHING ? 0 : after));
        stamp.setOpaque(nowNanos);
    }

    public boolean isZero() {
        return rateBits.getOpaque() == 0;
    }

    /** From 0 to 1. */
    public double value(long nowNanos) {
        double rate = Double.longBitsToDouble(rateBits.getOpaque());
        return rate == 0 ? 0 : rate * StrictMath.exp(-Math.max(0, nowNanos - stamp.getOpaque()) / decayNanos);
    }
}
