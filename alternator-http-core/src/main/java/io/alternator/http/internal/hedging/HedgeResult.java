package io.alternator.http.internal.hedging;

/** What became of a hedge. */
public enum HedgeResult {
    /** Its headers arrived first. */
    WON,
    /** The first attempt answered first, or the caller cancelled the request. */
    LOST,
    /** It failed before any attempt had answered. */
    FAILED,
    /** It was due and not sent: no budget, or no thread. */
    REFUSED
}
