package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outcome;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NodeStatsTest {
    private static final long OWN_NANOS = Duration.ofMillis(1).dividedBy(2).toNanos();

    private final NodeStats traffic = new NodeStats(0);

    @Test
    void latencyForComparisons_isAsGoodAsTheOneToShow_toWithinAThirtySecond_andSeldomChanges() {
        Random random = new Random(1);
        long usual = Duration.ofMillis(1).toNanos();
        int changes = 0;
        for (int i = 1; i <= 10_000; i++) {
            if (i % 1000 == 0) {
                usual = usual > 10_000_000 ? usual / 20 : usual * 2;
            }
            long before = traffic.latencyNanos();
            traffic.answered(Outcome.SUCCESS, usual + random.nextLong(usual / 10), i * 1_000_000L);
            long shown = traffic.latencyToShow().toNanos();
            if (i > 1) {
                assertThat(Math.abs(traffic.latencyNanos() - shown)).isLessThanOrEqualTo((shown + OWN_NANOS) / 32);
            }
            changes += traffic.latencyNanos() == before ? 0 : 1;
        }
        assertThat(changes).isBetween(10, 1000);
    }

    @Test
    void shortestLatencies_areKnownToo() {
        traffic.answered(Outcome.SUCCESS, 100, 1);
        assertThat(traffic.latencyNanos()).isZero(); // one says little
        traffic.answered(Outcome.SUCCESS, 100, 2);
        assertThat(traffic.latencyNanos()).isEqualTo(100);
    }

    @Test
    void timeOfTheLastAnswer_isKnownToAMillisecond() {
        for (long now = 0; now < 10_000_000; now += 300_000) {
            traffic.answered(Outcome.SERVER_ERROR, 1, now);
            assertThat(now - traffic.answeredAt()).isBetween(0L, 999_999L);
        }
    }
}
