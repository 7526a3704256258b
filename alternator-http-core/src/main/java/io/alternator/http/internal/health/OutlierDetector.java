package io.alternator.http.internal.health;

import java.util.List;

/**
 * Detects nodes that return 5xx while their peers do not. A node is an outlier if its 5xx rate exceeds three times its peers'
 * median plus 10 %. If most nodes return errors, the cluster has a problem that its healthy nodes report, and no node is an
 * outlier. Immutable.
 */
final class OutlierDetector {
    private static final int MIN_REQUESTS = 20;
    private static final int MIN_PEERS = 2;
    private static final double MEDIAN_FACTOR = 3;
    private static final double MARGIN = 0.1;

    /** A node's recent requests, and how many of them ended with a 5xx. */
    record Errors(long requests, long errors) {
        double rate() {
            return (double) errors / requests;
        }

        boolean isEnough() {
            return requests >= MIN_REQUESTS;
        }
    }

    private final double[] sortedRates;

    /** Compares the nodes of one cluster, with their counts at one moment. */
    OutlierDetector(List<Errors> nodes) {
        sortedRates = nodes.stream()
                .filter(Errors::isEnough)
                .mapToDouble(Errors::rate)
                .sorted()
                .toArray();
    }

    /** True if this one of the nodes is an outlier. It needs at least 20 requests, and two peers with as many. */
    boolean isOutlier(Errors node) {
        return node.isEnough()
                && sortedRates.length > MIN_PEERS
                && node.rate() > MEDIAN_FACTOR * medianOfPeers(node.rate()) + MARGIN;
    }

    private double medianOfPeers(double own) {
        int middle = (sortedRates.length - 1) / 2;
        return sortedRates[middle] < own ? sortedRates[middle] : sortedRates[middle + 1];
    }
}
