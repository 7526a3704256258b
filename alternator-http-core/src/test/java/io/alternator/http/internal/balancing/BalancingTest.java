package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.concurrent.StripedCounter;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BalancingTest {

    @Test
    void rotationReturnsEachIndexInTurn_fromAnyStart() {
        Rotation rotation = new Rotation(-3);
        int[] indexes = IntStream.range(0, 8).map(i -> rotation.next(4)).toArray();
        assertThat(indexes).containsExactly(1, 2, 3, 0, 1, 2, 3, 0);
    }

    @Test
    void rotationContinuesWhenTheSizeChanges() {
        Rotation rotation = new Rotation(0);
        rotation.next(3);
        rotation.next(3);
        assertThat(rotation.next(5)).isEqualTo(2);
    }

    @Test
    void rotationIsEven_withManyThreads() throws Exception {
        Rotation rotation = new Rotation(0);
        LongAdder[] counts = Stream.generate(LongAdder::new).limit(5).toArray(LongAdder[]::new);
        Thread[] threads = new Thread[16];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int turn = 0; turn < 1003; turn++) {
                    counts[rotation.next(5)].increment();
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        LongSummaryStatistics turns =
                Arrays.stream(counts).mapToLong(LongAdder::sum).summaryStatistics();
        assertThat(turns.getSum()).isEqualTo(16 * 1003);
        assertThat(turns.getMax() - turns.getMin()).isLessThanOrEqualTo(StripedCounter.STRIPES);
    }

    @Test
    void twoHighSamplesInARowAreAPeak_whichDecaysSlowly() {
        PeakEwma latency = new PeakEwma(10_000_000);
        latency.sample(5000, 0); // the first sample
        assertThat(latency.value()).isZero();
        assertThat(latency.valueOrFirstSample()).isEqualTo(5000);
        latency.sample(100, 0);
        assertThat(latency.value()).isEqualTo(100);
        latency.sample(1000, 1_000_000); // a single high sample
        assertThat(latency.value()).isEqualTo(100);
        latency.sample(1000, 1_010_000);
        assertThat(latency.value()).isEqualTo(1000);
        assertThat(latency.decayed(11_010_000)).isBetween(360L, 370L);
        latency.sample(100, 11_010_000);
        assertThat(latency.value()).isBetween(400L, 450L); // 1/e of the way is left
        latency.sample(100, 1_000_000_000);
        assertThat(latency.value()).isEqualTo(100);
    }

    @Test
    void manySamplesForgetAPeak_evenInAShortTime() {
        PeakEwma latency = new PeakEwma(10_000_000_000L);
        latency.sample(50_000, 0);
        latency.sample(50_000, 0);
        for (int i = 1; i <= 100; i++) {
            latency.sample(1000, i * 10_000L);
        }
        assertThat(latency.value()).isLessThan(2000);
    }

    @Test
    void samplesLessThanTenMicrosecondsApart_countAsOne() {
        PeakEwma latency = new PeakEwma(10_000_000_000L);
        latency.sample(1000, 0);
        latency.sample(1000, 0);
        for (int i = 0; i < 100; i++) {
            latency.sample(50_000, 9_999);
        }
        assertThat(latency.value()).isEqualTo(1000);
        latency.sample(50_000, 10_000); // a single high sample
        assertThat(latency.value()).isEqualTo(1000);
        latency.sample(50_000, 20_000);
        assertThat(latency.value()).isEqualTo(50_000);
    }

    @Test
    void rateIsThatOfRecentEvents_andDecaysWithTime() {
        MovingRate rate = new MovingRate(1000);
        rate.sample(false, 0);
        assertThat(rate.isZero()).isTrue();
        for (int i = 0; i < 10; i++) {
            rate.sample(true, 0);
        }
        assertThat(rate.value(0)).isBetween(0.6, 0.7);
        assertThat(rate.value(1000)).isBetween(0.22, 0.26);
        assertThat(rate.value(-1)).isBetween(0.6, 0.7); // another thread read the clock earlier
        for (int i = 0; i < 50; i++) {
            rate.sample(false, 0);
        }
        assertThat(rate.isZero()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'3,0,0', 0, false", // fewer than four requests: never full
        "'16,8,8', 0, true",
        "'15,8,8', 0, false",
        "'16,8,8', 1, false",
        "'25,24,24', 0, true", // the limit
        "'25,25,24', 1, true",
        "'25,25,25', 2, false", // so are the others
        "'50,25,25', 0, true", // and this one has twice as many
        "'24,24,24', 2, false",
        "'10,2', 0, true",
        "'10', 0, false", // no other node to compare with
    })
    void nodeIsFull_atTheLimitOrAtOneAndAHalfTimesTheAverage(String inFlight, int index, boolean full) {
        int[] counts =
                Arrays.stream(inFlight.split(",")).mapToInt(Integer::parseInt).toArray();
        assertThat(new InFlightLimit(25).isFull(counts[index], index, i -> counts[i], counts.length))
                .isEqualTo(full);
    }

    @Test
    void limitReadsFewNodes_inALargeCluster() {
        int[] reads = {0};
        new InFlightLimit(25)
                .isFull(
                        10,
                        999,
                        i -> {
                            reads[0]++;
                            return 10;
                        },
                        1000);
        assertThat(reads[0]).isLessThan(10);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "0.1, 1, 0.1", "0.5, 0.5, 0.25", "0.1, 0.1, 0.02", "1, 0, 0.02"})
    void weightIsTheProductOfShareAndSuccessRate_atLeastTwoPercent(double share, double successRate, double weight) {
        assertThat(NodeWeight.of(share, successRate)).isEqualTo(weight);
    }
}
