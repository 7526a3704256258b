package io.alternator.http.internal.routing;

/** What became of a hedge. */
public enum HedgeResult {
    /** Its headers came first. */
    WON,
    /** The first attempt was faster after all, or the caller gave up. */
    LOST,
    /** It failed before anybody had an answer. */
    FAILED,
    /** It was due and not sent: there was no budget left, or no thread. */
    REFUSED
}
