package io.alternator.http.internal.call;

import io.alternator.http.internal.health.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The call that an attempt belongs to, as far as the attempt needs it.
 *
 * @param <A> the attempt, which this does not know
 */
interface AttemptOwner<A> {
    /** Headers arrived. Returns false if another attempt answers the call. */
    boolean answered(A attempt, Outcome outcome);

    /**
     * Ends the attempt.
     *
     * @param connectionReusable false if the connection did not survive the attempt
     * @param avoidNode true if retries of the call should go to other nodes
     * @return true for the first call only
     */
    boolean close(
            A attempt, Outcome outcome, boolean connectionReusable, boolean avoidNode, @Nullable Throwable failure);

    /** True until {@link #close}. */
    boolean isInFlight(A attempt);

    /** True if clients are being closed, so that a failure says nothing about the node. */
    boolean isClosed();

    /** True if the request changes nothing, so that it may be cancelled and sent again. */
    boolean isRead();

    /** True if the call may be hedged now. */
    boolean awaitsHedge();

    /** Sends a second attempt, if the budget allows it. */
    void hedge(A slow);

    /** Ticker nanoseconds. */
    long now();
}
