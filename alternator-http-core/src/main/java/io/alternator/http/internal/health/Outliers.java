package io.alternator.http.internal.health;

import java.util.List;

/**
 * Tells a node that answers 5xx while its peers do not. That all nodes answer so is the cluster's state, told by healthy
 * coordinators: nobody is an outlier then.
 */
public final class Outliers {
    private static final int ENOUGH_REQUESTS = 20;
    private static final int ENOUGH_PEERS = 2;
    private static final double TIMES_THE_MEDIAN = 3;
    private static final double CLEARLY_MORE = 0.1;

    /** A node's exchanges in the latest seconds, and how many of them ended with a 5xx. */
    public record Errors(long requests, long errors) {
        double rate() {
            return (double) errors / requests;
        }

        boolean isEnough() {
            return requests >= ENOUGH_REQUESTS;
        }
    }

    private final double[] rates;

    /** Of a cluster's nodes at one moment. */
    public Outliers(List<Errors> nodes) {
        rates = nodes.stream()
                .filter(Errors::isEnough)
                .mapToDouble(Errors::rate)
                .sorted()
                .toArray();
    }

    /**
     * True if this one of the nodes is an outlier. Only nodes with some traffic can be told apart: 20 exchanges, and two
     * peers with as many.
     */
    public boolean isOutlier(Errors node) {
        return node.isEnough()
                && rates.length > ENOUGH_PEERS
                && node.rate() > TIMES_THE_MEDIAN * medianWithout(node.rate()) + CLEARLY_MORE;
    }

    private double medianWithout(double own) {
        int middle = (rates.length - 1) / 2;
        return rates[middle] < own ? rates[middle] : rates[middle + 1];
    }
}
