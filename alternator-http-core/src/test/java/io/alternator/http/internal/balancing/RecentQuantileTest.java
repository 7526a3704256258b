package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentQuantileTest {
    private static final long MILLI = 1_000_000;

    private final RecentQuantile quantile = new RecentQuantile(0.95, 100);

    private void add(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            quantile.add(nanos);
        }
    }

    @Test
    void tooFewMeasurementsGiveNoValue() {
        add(99, MILLI);
        assertThat(quantile.value()).isZero();
        add(1, MILLI);
        assertThat(quantile.value()).isPositive();
    }

    @Test
    void valueIsNotTooLow_andAtMostAnEighthTooHigh() {
        for (int i = 1; i <= 1000; i++) {
            quantile.add(i * MILLI);
        }
        assertThat(quantile.value()).isBetween(950 * MILLI, 950 * MILLI * 9 / 8);
    }

    @Test
    void p95IgnoresFivePercentOfSlowMeasurements() {
        add(95, MILLI);
        add(5, 50 * MILLI);
        assertThat(quantile.value()).isBetween(MILLI, MILLI * 9 / 8);
        add(1, 50 * MILLI);
        assertThat(quantile.value()).isBetween(50 * MILLI, 50 * MILLI * 9 / 8);
    }

    @Test
    void measurementsOfTwoWindowsAgo_areForgotten() {
        add(100, 50 * MILLI);
        quantile.roll();
        add(200, MILLI);
        assertThat(quantile.value()).isGreaterThan(49 * MILLI);
        quantile.roll();
        assertThat(quantile.value()).isBetween(MILLI, MILLI * 9 / 8);
    }

    @Test
    void windowWithTooFewMeasurementsContinues_soThatAnIdlePhaseLosesNothing() {
        add(100, MILLI);
        for (int i = 0; i < 10; i++) {
            quantile.roll();
            quantile.roll();
            assertThat(quantile.value()).isPositive();
        }
    }

    @Test
    void smallestAndLargestValuesHaveBuckets() {
        add(100, 0);
        assertThat(quantile.value()).isZero();
        add(10, -1);
        add(1000, 15);
        assertThat(quantile.value()).isEqualTo(15);
        add(100_000, Long.MAX_VALUE);
        assertThat(quantile.value()).isEqualTo((1L << 40) - 1);
    }
}
