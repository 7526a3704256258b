package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {

    @Test
    void quantilesMatchTheValuesWithinOneBucket() {
        LatencyHistogram latencies = new LatencyHistogram();
        for (int i = 1; i <= 100_000; i++) {
            latencies.add(i * 1_000L);
        }
        assertThat(latencies.count()).isEqualTo(100_000);
        assertThat(latencies.quantile(0.5)).isCloseTo(50e6, Percentage.withPercentage(1.6));
        assertThat(latencies.quantile(0.99)).isCloseTo(99e6, Percentage.withPercentage(1.6));
        assertThat(latencies.quantile(1)).isCloseTo(100e6, Percentage.withPercentage(1.6));
    }

    @Test
    void smallestAndLargestValuesAreRecorded() {
        LatencyHistogram latencies = new LatencyHistogram();
        assertThat(latencies.quantile(0.5)).isZero();
        latencies.add(0);
        latencies.add(127);
        latencies.add(Long.MAX_VALUE);
        assertThat(latencies.quantile(0.3)).isZero();
        assertThat(latencies.quantile(0.6)).isCloseTo(127, within(0.01));
        assertThat(latencies.quantile(1)).isCloseTo(Long.MAX_VALUE, Percentage.withPercentage(1.6));
    }
}
