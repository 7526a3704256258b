package io.alternator.http.internal.keys;

/** Receives the results of key affinity, on request threads. Implementations must be quick and must not throw. */
public interface KeyedListener {
    /** An attempt that writes a partition key has its node, or the request's key was not found. */
    default void keyed(KeyedResult result) {}
}
