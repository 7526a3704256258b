package io.alternator.http.internal.time;

/** A clock for measuring, not for telling the time. Readings wrap: compare {@code a - b} with 0, never a with b. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary moment. */
    long nanos();
}
