package io.alternator.http;

import software.amazon.awssdk.metrics.MetricCategory;
import software.amazon.awssdk.metrics.MetricLevel;
import software.amazon.awssdk.metrics.SdkMetric;

/** Metrics that a balanced client adds to the SDK's own; see {@code overrideConfiguration(c -> c.addMetricPublisher(…))}. */
public final class AlternatorMetric {
    /**
     * The node that an attempt was sent to, as the cluster lists it ({@code 10.0.0.1:8000}). Part of the HTTP client's metric
     * collection of each API call attempt. Has several values if the request failed over to another node within the attempt.
     */
    public static final SdkMetric<String> NODE =
            SdkMetric.create("AlternatorNode", String.class, MetricLevel.INFO, MetricCategory.HTTP_CLIENT);

    private AlternatorMetric() {}
}
