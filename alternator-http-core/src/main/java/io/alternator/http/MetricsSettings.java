package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;
import java.util.List;

/**
 * How detailed the meters are. More detail means more time series in the monitoring system.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .requestSlos(Duration.ofMillis(10), Duration.ofMillis(100))
 *         .operationTag(true)
 *         .meterRegistry(registry)
 *         .build();
 * }</pre>
 *
 * @param requestHistogram true if the requests timer publishes histogram buckets, from which percentiles can be aggregated
 *     over clients; about 80 time series for each node and outcome
 * @param requestSlos service level objectives; the requests timer publishes one bucket for each
 * @param operationTag true if the requests timer has an {@code operation} tag, such as {@code GetItem}; {@code other} for
 *     anything that is not a DynamoDB operation
 * @param maxNodeTags the number of nodes with their own tag value; all further nodes share {@code other}
 * @param meterGrace how long a node's meters remain after it left the cluster, and a client's counters and timers after it was closed, so
 *     that the last counts are still scraped or pushed: longer than the step of a push registry, which is 60 s by default
 * @since 0.1.0
 */
public record MetricsSettings(
        boolean requestHistogram,
        List<Duration> requestSlos,
        boolean operationTag,
        int maxNodeTags,
        Duration meterGrace) {

    /** No buckets, no operation tag, 256 node tags, 90 s grace. */
    public static final MetricsSettings DEFAULT =
            new MetricsSettings(false, List.of(), false, 256, Duration.ofSeconds(90));

    /** @throws IllegalArgumentException if a duration or {@code maxNodeTags} is not positive */
    public MetricsSettings {
        requestSlos = List.copyOf(requestSlos);
        requestSlos.forEach(slo -> Checks.positive("requestSlos", slo));
        Checks.require(maxNodeTags >= 1, "maxNodeTags: %s is not positive; use 1 or more", maxNodeTags);
        Checks.positive("meterGrace", meterGrace);
    }
}
