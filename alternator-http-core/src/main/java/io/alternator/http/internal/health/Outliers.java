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

    private Outliers() {}

    /** Only nodes with some traffic can be told apart: 20 exchanges, and two peers with as many. */
    public static boolean isOutlier(Errors node, List<Errors> peers) {
        double[] rates = peers.stream()
                .filter(Errors::isEnough)
                .mapToDouble(Errors::rate)
                .sorted()
                .toArray();
        return node.isEnough()
                && rates.length >= ENOUGH_PEERS
                && node.rate() > TIMES_THE_MEDIAN * rates[rates.length / 2] + CLEARLY_MORE;
    }
}
