package io.alternator.http.internal.balancing;

/** Makes latencies comparable between nodes. */
public final class Latency {
    /** Waking one of the client's own threads may take this long, so smaller differences say nothing about the node. */
    private static final long CLIENT_OVERHEAD_NANOS = 500_000;

    private Latency() {}

    /**
     * The latency plus a constant of 0.5 ms. 0.1 ms and 0.5 ms then differ by less than a factor of two, while 10 ms and 50 ms
     * still differ by almost five.
     */
    public static double comparable(long nanos) {
        return (double) (nanos + CLIENT_OVERHEAD_NANOS);
    }
}
