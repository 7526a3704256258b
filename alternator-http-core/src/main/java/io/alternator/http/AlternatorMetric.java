package io.alternator.http;

import software.amazon.awssdk.metrics.MetricCategory;
import software.amazon.awssdk.metrics.MetricLevel;
import software.amazon.awssdk.metrics.SdkMetric;

/** What a balanced client adds to the SDK's own metrics, for {@code overrideConfiguration(c -> c.addMetricPublisher(…))}. */
public final class AlternatorMetric {
    /**
     * The node that an attempt was sent to, as the cluster lists it ({@code 10.0.0.1:8000}). In the HTTP client's collection of
     * each API call attempt; several values if unsent requests failed over from node to node within one.
     */
    public static final SdkMetric<String> NODE =
            SdkMetric.create("AlternatorNode", String.class, MetricLevel.INFO, MetricCategory.HTTP_CLIENT);

    private AlternatorMetric() {}
}
