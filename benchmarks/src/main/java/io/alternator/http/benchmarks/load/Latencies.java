package io.alternator.http.benchmarks.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets of less than 1.6 % width, so that millions of them take no more room than a few and recording
 * one allocates nothing. Thread-safe.
 */
final class Latencies {
    private static final int PRECISION_BITS = 6;
    private static final int STEPS = 1 << PRECISION_BITS;

    private final AtomicLongArray counts = new AtomicLongArray(bucket(Long.MAX_VALUE) + 1);

    void add(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos)));
    }

    long count() {
        long sum = 0;
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            sum += counts.get(bucket);
        }
        return sum;
    }

    /** What this fraction of them did not exceed, in nanoseconds; 0 if there are none. */
    double quantile(double fraction) {
        long rank = (long) Math.ceil(fraction * count());
        long seen = 0;
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            seen += counts.get(bucket);
            if (seen >= rank && seen > 0) {
                return middle(bucket);
            }
        }
        return 0;
    }

    /** Exact below twice the steps; above, each power of two has as many buckets as there are steps. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1) - PRECISION_BITS);
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static double middle(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long lowest = (long) (bucket - shift * STEPS) << shift;
        return lowest + ((1L << shift) - 1) / 2.0;
    }
}
