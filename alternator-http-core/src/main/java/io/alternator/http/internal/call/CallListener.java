package io.alternator.http.internal.call;

import io.alternator.http.internal.keys.KeyedListener;

/** Receives the events of calls, on request threads. Implementations must be quick and must not throw. */
public interface CallListener extends KeyedListener {
    /** Where an SDK retry of a call that failed before went. */
    enum RetriedOn {
        /** To a node that has not failed the call. */
        OTHER_NODE,
        /** To a node that has, although another one was UP all the time. */
        SAME_NODE,
        /** To a node that has, as no other was UP. */
        ONLY_NODE
    }

    /** The SDK retries a call that failed on a node. */
    default void retried(RetriedOn node) {}
}
