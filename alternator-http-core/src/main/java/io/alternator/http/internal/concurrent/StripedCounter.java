package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A counter that many threads change at once. Striped to avoid cache-line contention: an update touches only the stripe of the
 * calling thread, {@link #sum} reads all stripes. There are only four stripes, so that the sum stays cheap and a thousand nodes
 * do not take much memory. Thread-safe and lock-free.
 */
public final class StripedCounter {
    private static final int STRIPE_BITS = 2;

    /** The number of stripes. */
    public static final int STRIPES = 1 << STRIPE_BITS;

    private static final int DISTANCE = Padding.BYTES / Long.BYTES;

    private final AtomicLongArray stripes = new AtomicLongArray(DISTANCE * (STRIPES + 1));

    /** The stripe of the current thread, from 0 to {@link #STRIPES} - 1; always the same for one thread. */
    public static int stripe() {
        return ThreadHash.ofThread() >>> (Integer.SIZE - STRIPE_BITS); // successive ids differ most in the high bits
    }

    /** Adds to one stripe; returns its previous value. */
    public long getAndAdd(int stripe, long delta) {
        return stripes.getAndAdd(position(stripe), delta);
    }

    /** The value of one stripe. */
    public long get(int stripe) {
        return stripes.get(position(stripe));
    }

    /** The sum of all stripes. Not an atomic snapshot: they are read one after the other. */
    public long sum() {
        long sum = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            sum += get(stripe);
        }
        return sum;
    }

    private static int position(int stripe) {
        return DISTANCE * (stripe + 1);
    }
}
