package io.alternator.http.internal.call;

import io.alternator.http.internal.keys.KeyedListener;

/** Receives the events of calls, on request threads. Implementations must be quick and must not throw. */
public interface CallListener extends KeyedListener {
    /** The SDK retries a call that failed on a node; {@code sameNode} if no other node was left. */
    default void retried(boolean sameNode) {}
}
