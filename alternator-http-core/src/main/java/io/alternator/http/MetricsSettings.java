package io.alternator.http;

import java.time.Duration;
import java.util.List;

/**
 * How much the meters tell, and what that costs in the monitoring system.
 *
 * @param requestHistogram true if the requests timer publishes buckets from which percentiles can be aggregated over
 *     clients: some 80 series for each node and outcome
 * @param requestSlos limits for which the requests timer publishes a bucket each
 * @param operationTag true if the requests timer has a tag {@code operation}, such as {@code GetItem}; what is not
 *     DynamoDB's is {@code other}
 * @param maxNodeTags so many nodes have a tag of their own; the rest share {@code other}
 * @param meterGrace how long the meters of a node stay that left the cluster, so that its last counts are still read
 */
public record MetricsSettings(
        boolean requestHistogram,
        List<Duration> requestSlos,
        boolean operationTag,
        int maxNodeTags,
        Duration meterGrace) {

    /** No buckets, no operations, 256 nodes and 30 s. */
    public static final MetricsSettings DEFAULT =
            new MetricsSettings(false, List.of(), false, 256, Duration.ofSeconds(30));

    public MetricsSettings {
        requestSlos = List.copyOf(requestSlos);
        requestSlos.forEach(slo -> Checks.positive("requestSlos", slo));
        Checks.require(maxNodeTags >= 1, "maxNodeTags: %s is not positive; use 1 or more", maxNodeTags);
        Checks.positive("meterGrace", meterGrace);
    }
}
