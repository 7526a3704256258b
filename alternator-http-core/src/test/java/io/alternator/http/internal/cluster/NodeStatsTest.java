package io.alternator.http.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outcome;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NodeStatsTest {
    private static final long CLIENT_OVERHEAD_NANOS =
            Duration.ofMillis(1).dividedBy(2).toNanos();

    private final NodeStats stats = new NodeStats(50, 0);

    @Test
    void latencyForComparisons_isWithinAThirtySecondOfTheDisplayedOne_andSeldomChanges() {
        Random random = new Random(1);
        long usual = Duration.ofMillis(1).toNanos();
        int changes = 0;
        for (int i = 1; i <= 10_000; i++) {
            if (i % 1000 == 0) {
                usual = usual > 10_000_000 ? usual / 20 : usual * 2;
            }
            long before = stats.latencyNanos();
            stats.answered(Outcome.SUCCESS, usual + random.nextLong(usual / 10), i * 1_000_000L);
            long shown = stats.displayLatency().toNanos();
            if (i > 1) {
                assertThat(Math.abs(stats.latencyNanos() - shown))
                        .isLessThanOrEqualTo((shown + CLIENT_OVERHEAD_NANOS) / 32);
            }
            changes += stats.latencyNanos() == before ? 0 : 1;
        }
        assertThat(changes).isBetween(10, 1000);
    }

    @Test
    void latencyOf100Nanoseconds_isMeasured() {
        stats.answered(Outcome.SUCCESS, 100, 1);
        assertThat(stats.latencyNanos()).isZero(); // one sample is not enough
        stats.answered(Outcome.SUCCESS, 100, 2);
        assertThat(stats.latencyNanos()).isEqualTo(100);
    }

    @Test
    void timeOfTheLastAnswer_isPreciseToAMillisecond() {
        for (long now = 0; now < 10_000_000; now += 300_000) {
            stats.answered(Outcome.SERVER_ERROR, 1, now);
            assertThat(now - stats.answeredAt()).isBetween(0L, 999_999L);
        }
    }

    @Test
    void ageOfACancelledRequest_isALowerBound_andDoesNotLowerTheLatency() {
        long slow = Duration.ofMillis(50).toNanos();
        stats.answered(Outcome.SUCCESS, slow, 1);
        stats.answered(Outcome.SUCCESS, slow, 2);
        for (int i = 0; i < 100; i++) {
            stats.cancelledUnanswered(3, 3 + Duration.ofMillis(10).toNanos());
        }
        assertThat(stats.latencyNanos()).isEqualTo(slow);
    }
}
