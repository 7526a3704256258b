package io.alternator.http.internal.time;

/** A monotonic clock that measures intervals. Readings wrap: compare {@code a - b} with 0, never a with b. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin. */
    long nanos();
}
