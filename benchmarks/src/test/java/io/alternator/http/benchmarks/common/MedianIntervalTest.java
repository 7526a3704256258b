package io.alternator.http.benchmarks.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MedianIntervalTest {

    @Test
    void fewValues_intervalIsTheirRange() {
        assertThat(MedianInterval.of(DoubleStream.of(3, 1, 2))).isEqualTo(new MedianInterval(2, 1, 3));
        assertThat(MedianInterval.of(DoubleStream.of(7))).isEqualTo(new MedianInterval(7, 7, 7));
        assertThat(MedianInterval.of(DoubleStream.of(4, 2))).isEqualTo(new MedianInterval(3, 2, 4));
    }

    /** By the tables of the sign test, the interval for 100 values is from the 40th to the 61st. */
    @Test
    void manyValues_intervalIgnoresOutliers() {
        assertThat(MedianInterval.of(
                        IntStream.rangeClosed(1, 100).asDoubleStream().map(value -> value == 100 ? 1e9 : value)))
                .isEqualTo(new MedianInterval(50.5, 40, 61));
    }

    @Test
    void textIsMedianAndInterval() {
        assertThat(MedianInterval.of(DoubleStream.of(1, 2, 3)).text("%.1f")).isEqualTo("2.0 (1.0–3.0)");
    }
}
