package io.alternator.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @since 0.1.0
 */
public final class MetricsSettings {
    /** No buckets, no operation tag, 256 node tags, 90 s grace. */
    public static final MetricsSettings DEFAULT =
            new MetricsSettings(false, List.of(), false, 256, Duration.ofSeconds(90));

    private final boolean requestHistogram;
    private final List<Duration> requestSlos;
    private final boolean operationTag;
    private final int maxNodeTags;
    private final Duration meterGrace;

    MetricsSettings(
            boolean requestHistogram,
            List<Duration> requestSlos,
            boolean operationTag,
            int maxNodeTags,
            Duration meterGrace) {
        this.requestHistogram = requestHistogram;
        this.requestSlos = requestSlos;
        this.operationTag = operationTag;
        this.maxNodeTags = maxNodeTags;
        this.meterGrace = meterGrace;
    }

    /**
     * True if the requests timer publishes histogram buckets, from which percentiles can be aggregated over clients; about 80 time
     * series for each node and outcome.
     */
    public boolean requestHistogram() {
        return requestHistogram;
    }

    /** Service level objectives; the requests timer publishes one bucket for each. */
    public List<Duration> requestSlos() {
        return requestSlos;
    }

    /**
     * True if the requests timer has an {@code operation} tag, such as {@code GetItem}; {@code other} for anything that is not a
     * DynamoDB operation.
     */
    public boolean operationTag() {
        return operationTag;
    }

    /** The number of nodes with their own tag value; all further nodes share {@code other}. */
    public int maxNodeTags() {
        return maxNodeTags;
    }

    /**
     * How long a node's meters remain after it left the cluster, and a client's counters and timers after it was closed, so that
     * the last counts are still scraped or pushed: longer than the step of a push registry, which is 60 s by default.
     */
    public Duration meterGrace() {
        return meterGrace;
    }

    private Fields fields() {
        return new Fields(MetricsSettings.class)
                .add("requestHistogram", requestHistogram)
                .add("requestSlos", requestSlos)
                .add("operationTag", operationTag)
                .add("maxNodeTags", maxNodeTags)
                .add("meterGrace", meterGrace);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetricsSettings settings && fields().equals(settings.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
