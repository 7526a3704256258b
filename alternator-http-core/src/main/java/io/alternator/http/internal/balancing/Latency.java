package io.alternator.http.internal.balancing;

/** Latencies as they are compared with each other. */
public final class Latency {
    /** To wake a thread of ours may take as much: it says nothing of a node. */
    private static final long OWN_NANOS = 500_000;

    private Latency() {}

    /** What is to be compared; so a node that takes 0.1 ms and one that takes 0.5 ms are alike, unlike 10 and 50. */
    public static double comparable(long nanos) {
        return (double) (nanos + OWN_NANOS);
    }
}
