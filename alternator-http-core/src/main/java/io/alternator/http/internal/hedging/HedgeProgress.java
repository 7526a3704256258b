package io.alternator.http.internal.hedging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How far a request that may be hedged once has come. Each transition is one atomic write, so that exactly one thread makes it.
 */
final class HedgeProgress {
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(HedgeProgress.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    enum Phase {
        /** One attempt in flight, no hedge considered yet. */
        ALONE,
        /** A hedge is being sent. */
        PLANNED,
        /** Two attempts in flight. */
        TWO,
        /** One attempt in flight, and no further hedge. */
        LAST,
        /** An attempt answered, or the caller cancelled. */
        OVER
    }

    private volatile Phase phase = Phase.ALONE;

    boolean isAlone() {
        return phase == Phase.ALONE;
    }

    /** Plans a hedge. Returns false if it is too late, or one was considered before. */
    boolean plan() {
        return PHASE.compareAndSet(this, Phase.ALONE, Phase.PLANNED);
    }

    /** Takes {@link #plan} back. A hedge may be planned again. */
    void unplan() {
        PHASE.compareAndSet(this, Phase.PLANNED, Phase.ALONE);
    }

    /** The planned hedge is sent. Returns false if it is too late. */
    boolean hedgeSent() {
        return PHASE.compareAndSet(this, Phase.PLANNED, Phase.TWO);
    }

    /** The planned hedge is not sent, nor any other. Returns false if no hedge is planned any more. */
    boolean noHedge() {
        return PHASE.compareAndSet(this, Phase.PLANNED, Phase.LAST);
    }

    /** An attempt failed. Returns the phase before. */
    Phase attemptFailed() {
        Phase before;
        Phase after;
        do {
            before = phase;
            after = before == Phase.PLANNED || before == Phase.TWO ? Phase.LAST : before;
        } while (!PHASE.compareAndSet(this, before, after));
        return before;
    }

    /** An attempt answered, or the caller cancelled. Returns the phase before. */
    Phase end() {
        return (Phase) PHASE.getAndSet(this, Phase.OVER);
    }
}
