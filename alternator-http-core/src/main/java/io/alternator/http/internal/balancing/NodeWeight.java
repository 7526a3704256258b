package io.alternator.http.internal.balancing;

/** The weight of a node: the fraction of its fair share of requests that it should get. */
public final class NodeWeight {
    /** A failing node still gets 2 % of its share: enough traffic to notice its recovery. */
    public static final double MIN_WEIGHT = 0.02;

    private NodeWeight() {}

    /**
     * From {@link #MIN_WEIGHT} to 1. Weights are compared between nodes: if all nodes fail alike, none gets less.
     *
     * @param slowStartShare 0 to 1; below 1 while the node is in slow start
     * @param successRate 0 to 1; the fraction of recent requests that succeeded
     */
    public static double of(double slowStartShare, double successRate) {
        return Math.max(MIN_WEIGHT, slowStartShare * successRate);
    }
}
