package io.alternator.http.internal.hedging;

/** Which attempts of one request are in flight, and which one answers: the first whose headers arrive. */
public sealed interface HedgeState<A extends Hedgeable> permits NoHedge, HedgedCall {

    /** True if two attempts may be in flight at once. */
    boolean mayHedge();

    /** The first attempt was sent. */
    void started(A attempt);

    /** True if a hedge may still be sent: one attempt is in flight, and no hedge was considered before. */
    boolean awaitsHedge();

    /** The attempt took too long: sends a second one, if the budget allows it. On the scheduler's thread. */
    void hedge(A slow);

    /**
     * The attempt's headers arrived.
     *
     * @param success true if they are a success after {@code nanos}, which then counts for the delay of later hedges
     * @return false if the other attempt was faster; this one is cancelled then
     */
    boolean answered(A attempt, boolean success, long nanos);

    /**
     * The attempt failed.
     *
     * @return true if the other attempt answers the request, or will
     */
    boolean failed(A attempt);

    /**
     * The caller cancelled the request; the other attempt is cancelled too.
     *
     * @return true if the other attempt had answered already, or reported the cancellation first
     */
    boolean callerCancelled(A attempt);
}
