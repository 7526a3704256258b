package io.alternator.http.benchmarks.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A latency histogram with buckets less than 1.6 % wide. Its size is fixed, and recording allocates nothing. Thread-safe.
 */
final class LatencyHistogram {
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

    /** The quantile for this fraction (0.99 for p99), in nanoseconds; 0 if nothing was recorded. */
    double quantile(double fraction) {
        long rank = (long) Math.ceil(fraction * count());
        long seen = 0;
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            seen += counts.get(bucket);
            if (seen >= rank && seen > 0) {
                return midpoint(bucket);
            }
        }
        return 0;
    }

    /** Exact below 2 × STEPS ns. Above, each power of two is split into STEPS buckets. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1) - PRECISION_BITS);
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static double midpoint(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long lowest = (long) (bucket - shift * STEPS) << shift;
        return lowest + ((1L << shift) - 1) / 2.0;
    }
}
