package io.alternator.http.internal.selection;

/** Receives the events of node selection, on request threads. Implementations must be quick and must not throw. */
public interface SelectionListener {

    /** Why a node that the policy picked was not used. */
    enum SkipReason {
        /** It holds too many requests. */
        FULL,
        /** Its weight is below 1: slow start, overload or failures. */
        WEIGHT,
        /** An earlier attempt of the same SDK call failed there. */
        RETRY
    }

    /** A node was passed over. */
    default void skipped(SkipReason reason) {}
}
