package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void fewValues_showTheirRange() {
        assertThat(Spread.of(DoubleStream.of(3, 1, 2))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(DoubleStream.of(7))).isEqualTo(new Spread(7, 7, 7));
        assertThat(Spread.of(DoubleStream.of(4, 2))).isEqualTo(new Spread(3, 2, 4));
    }

    /** From the tables of the sign test: of 100 values, the 40th and the 61st. */
    @Test
    void manyValues_showTheMediansConfidenceInterval_whateverTheExtremesAre() {
        assertThat(Spread.of(IntStream.rangeClosed(1, 100).asDoubleStream().map(value -> value == 100 ? 1e9 : value)))
                .isEqualTo(new Spread(50.5, 40, 61));
    }

    @Test
    void textIsMedianAndInterval() {
        assertThat(Spread.of(DoubleStream.of(1, 2, 3)).text("%.1f")).isEqualTo("2.0 (1.0–3.0)");
    }
}
