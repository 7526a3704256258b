package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How far a response got, written by whoever moves its bytes and looked at now and then by the scheduler's thread. Writing
 * reads no clock and fences nothing: it is the looker that notes since when nothing moved.
 */
abstract sealed class Progress extends InFlightTable.Entry permits Attempt {
    private static final VarHandle STEPS = Fields.handle(MethodHandles.lookup(), "steps", int.class);
    private static final int WAITING = 1;
    private static final int STEP = 2;

    /** Steps made by the response, and in the lowest bit whether the node is waited for. */
    @SuppressWarnings("unused") // through STEPS
    private int steps = WAITING;

    // Below: the scheduler's thread only.
    private int seen = WAITING;
    private long quietSince;

    Progress(long start) {
        this.quietSince = start;
    }

    /** The caller wants more of the body, and the node owes it. */
    public final void awaitsBody() {
        STEPS.setOpaque(this, steps() | WAITING);
    }

    /** Something of the body came, or its end; {@code andAwaitsMore} if the caller wants more already. */
    public final void gotBody(boolean andAwaitsMore) {
        int next = (steps() & ~WAITING) + STEP;
        STEPS.setOpaque(this, andAwaitsMore ? next | WAITING : next);
    }

    final void gotHeaders() {
        STEPS.setOpaque(this, STEP);
    }

    /** Notes, at each look, how long nothing was heard; true if something was since the last look. */
    final boolean madeProgress(long now) {
        int next = steps();
        boolean progressed = (next | WAITING) != (seen | WAITING);
        if (progressed || !isWaiting()) {
            quietSince = now;
        }
        seen = next;
        return progressed;
    }

    /** Since when the node owes the next byte, as far as {@link #madeProgress} noticed. */
    final long quietSince() {
        return quietSince;
    }

    /** True while the node owes something; not while the caller takes its time to read. */
    final boolean isWaiting() {
        return (steps() & WAITING) != 0;
    }

    /** True if the response's headers are here. */
    final boolean isInBody() {
        return steps() >= STEP;
    }

    private int steps() {
        return (int) STEPS.getOpaque(this);
    }
}
