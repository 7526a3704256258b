package io.alternator.http.internal.concurrent;

/** Fibonacci hashing: spreads successive numbers, such as thread ids, over the whole range. */
public final class ThreadHash {
    private static final long FACTOR = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio

    private ThreadHash() {}

    /** The hash of the current thread's id; always the same for one thread. */
    public static int ofThread() {
        return of(Thread.currentThread().getId());
    }

    /** The hash of a number. All bits are usable; for successive numbers, the high bits differ most. */
    public static int of(long number) {
        return (int) ((number * FACTOR) >>> Integer.SIZE);
    }
}
