package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.faults.Arrivals.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two nodes. Every 100 ms node 0 reads ten requests; so does node 1 from 1 s on. */
final class ArrivalsTest {
    private static final int BACK = 10;

    private final Arrivals arrivals = new Arrivals(LongStream.range(0, 30)
            .mapToObj(step -> new Snapshot(at(step), List.of(10 * step, 10 * Math.max(0, step - BACK))))
            .toList());

    private static long at(long step) {
        return Long.MAX_VALUE - 5 + Duration.ofMillis(100 * step).toNanos(); // makes the clock overflow
    }

    @Test
    void share_countsRequestsBetweenTheTwoTimes() {
        assertThat(arrivals.share(1, at(0), at(BACK))).hasValue(0);
        assertThat(arrivals.share(1, at(0), at(2 * BACK))).hasValue(1.0 / 3);
        assertThat(arrivals.share(1, at(BACK), at(20))).hasValue(0.5);
    }

    @Test
    void share_isEmptyWithoutRequests() {
        assertThat(arrivals.share(1, at(5), at(5))).isEmpty();
        assertThat(arrivals.share(1, at(6), at(5))).isEmpty();
    }

    @Test
    void longestGap_isBetweenConsecutiveSnapshots() {
        assertThat(arrivals.longestGap()).hasMillis(100);
        assertThat(new Arrivals(arrivals.snapshots().subList(0, 1)).longestGap())
                .isZero();
    }

    @Test
    void secondsToFirst_countsFromTheGivenTime() {
        assertThat(arrivals.secondsToFirst(1, at(5))).hasValue(0.6);
        assertThat(arrivals.secondsToFirst(0, at(5))).hasValue(0.1);
        assertThat(arrivals.secondsToFirst(1, at(29))).isEmpty();
    }

    @Test
    void secondsToFairShare_needsAWholeWindowWith80PercentOfAFairShare() {
        // With traffic in four of five steps, node 1's share is 4 of 9 = 44 %; the threshold is 40 % (80 % of one
        // half).
        assertThat(arrivals.secondsToFairShare(1, at(5))).hasValue(0.9);
        assertThat(arrivals.secondsToFairShare(0, at(5))).hasValue(0.5);
        assertThat(arrivals.secondsToFairShare(1, at(26))).isEmpty();
    }
}
