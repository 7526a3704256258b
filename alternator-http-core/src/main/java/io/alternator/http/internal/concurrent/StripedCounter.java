package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A count that threads change all the time. Whoever writes to a line of memory takes it away from the other processors, so
 * threads are spread over a few stripes, each in a line of its own: to change the count costs little, however many do; the sum
 * has to fetch them all. Few stripes, because there may be a thousand nodes; and so that their sum stays affordable.
 */
public final class StripedCounter {
    private static final int STRIPE_BITS = 2;

    /** How many stripes there are. */
    public static final int STRIPES = 1 << STRIPE_BITS;

    private static final int DISTANCE = Padding.BYTES / Long.BYTES;

    private final AtomicLongArray stripes = new AtomicLongArray(DISTANCE * (STRIPES + 1));

    /** The stripe of the current thread, always the same: from 0 to {@link #STRIPES} - 1. */
    public static int stripe() {
        return ThreadHash.ofThread() >>> (Integer.SIZE - STRIPE_BITS); // the bits in which neighbours differ most
    }

    /** Adds to a stripe; returns what it held before. */
    public long getAndAdd(int stripe, long delta) {
        return stripes.getAndAdd(place(stripe), delta);
    }

    /** What one stripe holds. */
    public long get(int stripe) {
        return stripes.get(place(stripe));
    }

    /** What all stripes hold, read one after another. */
    public long sum() {
        long sum = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            sum += get(stripe);
        }
        return sum;
    }

    private static int place(int stripe) {
        return DISTANCE * (stripe + 1);
    }
}
