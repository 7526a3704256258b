package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outcome;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    private static final long MILLI = 1_000_000;

    private final Traffic traffic = new Traffic(0);

    private void answered(long latency, long now) {
        traffic.answered(Outcome.SUCCESS, latency, now);
    }

    @Test
    void answersOfTheSameMillisecond_areNotWrittenDown_unlessTheyAreNews() {
        answered(1000, MILLI);
        answered(1000, MILLI);
        answered(500, 2 * MILLI - 1);
        assertThat(traffic.answeredAt()).isEqualTo(MILLI);
        assertThat(traffic.latencyNanos()).isEqualTo(1000);
        answered(9000, 2 * MILLI - 1);
        answered(9000, 2 * MILLI - 1);
        assertThat(traffic.latencyNanos()).isEqualTo(9000);
    }

    @Test
    void answersOfTheNextMillisecond_are() {
        answered(1000, MILLI);
        answered(1000, MILLI);
        answered(500, 2 * MILLI);
        assertThat(traffic.answeredAt()).isEqualTo(2 * MILLI);
        assertThat(traffic.latencyNanos()).isBetween(900L, 999L);
    }
}
