package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BalancingTest {

    @Test
    void rotationTakesEachPlaceInTurn_acrossTheOverflowOfItsCount() {
        Rotation rotation = new Rotation(Integer.MAX_VALUE - 3);
        int[] places = IntStream.range(0, 8).map(i -> rotation.next(4)).toArray();
        assertThat(places).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void rotationGoesOnWhenTheNumberOfPlacesChanges() {
        Rotation rotation = new Rotation(0);
        rotation.next(3);
        rotation.next(3);
        assertThat(rotation.next(5)).isEqualTo(2);
    }

    @Test
    void peakIsBelievedAtOnce_andForgottenSlowly() {
        PeakEwma latency = new PeakEwma(10);
        latency.sample(100, 0);
        latency.sample(1000, 1);
        assertThat(latency.value()).isEqualTo(1000);
        latency.sample(100, 11);
        assertThat(latency.value()).isBetween(400L, 450L); // 1/e of the way is left
        latency.sample(100, 1000);
        assertThat(latency.value()).isEqualTo(100);
    }
}
