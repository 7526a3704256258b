package io.alternator.http.internal.concurrent;

/** Numbers that lie close together, far apart. */
public final class ThreadHash {
    private static final long FACTOR = 0x9E3779B97F4A7C15L; // Fibonacci hashing

    private ThreadHash() {}

    /** The current thread's: the same each time, and another than most others'. */
    public static int ofThread() {
        return of(Thread.currentThread().getId());
    }

    /** Any bits of it will do; of numbers that follow each other, the highest differ most. */
    public static int of(long number) {
        return (int) ((number * FACTOR) >>> Integer.SIZE);
    }
}
