package io.alternator.http.internal.hedging;

/** Receives the results of hedges. Implementations must be quick and must not throw. */
public interface HedgeListener {
    /** A hedge ended, or was due and not sent. */
    default void hedgeEnded(HedgeResult result) {}
}
