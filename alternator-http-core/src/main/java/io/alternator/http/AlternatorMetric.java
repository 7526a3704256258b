package io.alternator.http;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.metrics.MetricCategory;
import software.amazon.awssdk.metrics.MetricLevel;
import software.amazon.awssdk.metrics.SdkMetric;

/**
 * Metrics that a balanced client adds to the SDK's own; see {@code overrideConfiguration(c -> c.addMetricPublisher(…))}.
 *
 * <pre>{@code
 * DynamoDbClient.builder().overrideConfiguration(c -> c.addMetricPublisher(publisher));
 * // and in the publisher, for the collection of an attempt:
 * List<String> nodes = collection.metricValues(AlternatorMetric.NODE);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AlternatorMetric {
    /**
     * The node that an attempt was sent to, as the cluster lists it ({@code 10.0.0.1:8000}). Part of the HTTP client's metric
     * collection of each API call attempt. Has several values if the request failed over to another node within the attempt.
     */
    public static final SdkMetric<String> NODE = new NodeMetric();

    private AlternatorMetric() {}

    /**
     * Not made by {@link SdkMetric#create}, which refuses a name that exists already: with this library in two class loaders over
     * one SDK, the second would fail with every request.
     */
    private static final class NodeMetric implements SdkMetric<String> {
        @Override
        public String name() {
            return "AlternatorNode";
        }

        @Override
        public Set<MetricCategory> categories() {
            return EnumSet.of(MetricCategory.HTTP_CLIENT);
        }

        @Override
        public MetricLevel level() {
            return MetricLevel.INFO;
        }

        @Override
        public Class<String> valueClass() {
            return String.class;
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
