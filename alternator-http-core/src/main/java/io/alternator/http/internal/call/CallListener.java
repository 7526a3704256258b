package io.alternator.http.internal.call;

/** Receives the events of calls, on request threads. Implementations must be quick and must not throw. */
public interface CallListener {
    /** The SDK retries a call that failed on a node; {@code sameNode} if no other node was left. */
    default void retried(boolean sameNode) {}
}
