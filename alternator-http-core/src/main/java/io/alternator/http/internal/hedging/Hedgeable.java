package io.alternator.http.internal.hedging;

/** An attempt as hedging sees it. */
public interface Hedgeable {

    /** When it was started, in ticker nanoseconds. */
    long start();

    /** Its node's recent latency; 0 if too little is known. */
    long expectedNanos();

    /** False once it has ended. */
    boolean isInFlight();

    /** True if it may be hedged: no other attempt of its request is in flight, and no hedge was considered before. */
    boolean awaitsHedge();

    /** It took too long: sends a second attempt, if the budget allows it. On the scheduler's thread. */
    void hedge();

    /** The other attempt answered first. */
    void lost();

    /** The caller cancelled the request while both attempts were in flight. */
    void callerCancelled();

    /** It was opened too late to be sent. */
    void discard();
}
