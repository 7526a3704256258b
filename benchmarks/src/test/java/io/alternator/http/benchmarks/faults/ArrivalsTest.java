package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.faults.Arrivals.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two nodes; every 100 ms node 0 reads ten requests, and node 1 as many from 1 s on. */
final class ArrivalsTest {
    private static final int BACK = 10;

    private final Arrivals arrivals = new Arrivals(LongStream.range(0, 30)
            .mapToObj(step -> new Sample(at(step), List.of(10 * step, 10 * Math.max(0, step - BACK))))
            .toList());

    private static long at(long step) {
        return Long.MAX_VALUE - 5 + Duration.ofMillis(100 * step).toNanos(); // a clock that wraps
    }

    @Test
    void share_isOfWhatArrivedInBetween() {
        assertThat(arrivals.share(1, at(0), at(BACK))).hasValue(0);
        assertThat(arrivals.share(1, at(0), at(2 * BACK))).hasValue(1.0 / 3);
        assertThat(arrivals.share(1, at(BACK), at(20))).hasValue(0.5);
    }

    @Test
    void noShare_ofNothing() {
        assertThat(arrivals.share(1, at(5), at(5))).isEmpty();
        assertThat(arrivals.share(1, at(6), at(5))).isEmpty();
    }

    @Test
    void longestGap_isBetweenNeighbours() {
        assertThat(arrivals.longestGap()).hasMillis(100);
        assertThat(new Arrivals(arrivals.samples().subList(0, 1)).longestGap()).isZero();
    }

    @Test
    void firstRequest_isTheFirstAfterThatMoment() {
        assertThat(arrivals.secondsToFirst(1, at(5))).hasValue(0.6);
        assertThat(arrivals.secondsToFirst(0, at(5))).hasValue(0.1);
        assertThat(arrivals.secondsToFirst(1, at(29))).isEmpty();
    }

    @Test
    void fairShare_takesAWholeWindow_ofWhichFourFifthsAreEnough() {
        // Of five steps, four with traffic make 4 : 5, a share of 44 %, which is more than 40 %.
        assertThat(arrivals.secondsToFairShare(1, at(5))).hasValue(0.9);
        assertThat(arrivals.secondsToFairShare(0, at(5))).hasValue(0.5);
        assertThat(arrivals.secondsToFairShare(1, at(26))).isEmpty();
    }
}
