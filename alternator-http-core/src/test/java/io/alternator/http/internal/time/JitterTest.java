package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JitterTest {

    /** A generator that always returns this number. */
    private static RandomGenerator always(double number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only nextDouble is used");
            }

            @Override
            public double nextDouble() {
                return number;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 800", "0.25, 900", "0.5, 1000", "0.75, 1100"})
    void randomNumberFromZeroToOne_scalesFromMinus20ToPlus20Percent(double number, long millis) {
        assertThat(new Jitter(always(number), 0.2).apply(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void fractionOfZeroChangesNothing() {
        assertThat(new Jitter(always(0.9), 0).apply(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }
}
