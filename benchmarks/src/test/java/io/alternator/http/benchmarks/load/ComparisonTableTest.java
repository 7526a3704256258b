package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.Contender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTableTest {

    /** A table of one contender with one sample per rate, each with one opened connection. */
    private static ComparisonTable table(long open, double... rates) {
        List<Map<Figure, Double>> samples =
                Arrays.stream(rates).mapToObj(ComparisonTableTest::sample).toList();
        return new ComparisonTable(List.of(new ComparisonTable.Row(Contender.BARE, samples, open)));
    }

    private static Map<Figure, Double> sample(double rate) {
        Map<Figure, Double> sample = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            sample.put(figure, 20.0);
        }
        sample.put(Figure.RATE, rate);
        sample.put(Figure.OPENED, 1.0);
        return sample;
    }

    @Test
    void singleTable_isReturnedUnchanged() {
        ComparisonTable single = table(1, 10, 20, 30);
        assertThat(ComparisonTable.of(List.of(single))).isEqualTo(single);
    }

    @Test
    void serialization_restoresTheTable() throws Exception {
        ComparisonTable table = table(32, 1.5, 1.0 / 3, 1e-9);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new ObjectOutputStream(sent).writeObject(table);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray())).readObject())
                .isEqualTo(table);
    }

    @Test
    void text_showsMediansAndRatios_ofEveryContender() {
        ComparisonTable.Row twice =
                new ComparisonTable.Row(Contender.PER_REQUEST, List.of(sample(20), sample(40), sample(120)), 7);
        ComparisonTable table =
                new ComparisonTable(List.of(table(5, 10, 20, 60).rows().get(0), twice));
        assertThat(table.text().lines())
                .hasSize(4)
                .startsWith(
                        "| contender | requests/s | ratio | p50 µs | p99 µs | p99.9 µs | p99 ratio | CPU µs | CPU ratio"
                                + " | allocated B | sent B | asked | of the last | opened | open | server CPU µs |");
        assertThat(table.text().lines().skip(3))
                .singleElement()
                .asString()
                .startsWith("| per-request | 40 (20–120) | 2.000 (2.000–2.000) | 20 | 20 | 20 | 1.000 (1.000–1.000) |")
                .endsWith("| 3 | 7 | 20.0 (20.0–20.0) |");
    }

    @Test
    void manyTables_eachContributesItsMedianAsOneSample() {
        ComparisonTable.Row row = ComparisonTable.of(List.of(table(1, 10, 20, 60), table(2, 5, 7, 9, 11), table(3, 1)))
                .rows()
                .get(0);
        assertThat(row.samples()).extracting(sample -> sample.get(Figure.RATE)).containsExactly(20.0, 8.0, 1.0);
        assertThat(row.samples())
                .extracting(sample -> sample.get(Figure.OPENED))
                .containsExactly(3.0, 4.0, 1.0);
        assertThat(row.samples())
                .extracting(sample -> sample.get(Figure.P99_MICROS))
                .containsOnly(20.0);
        assertThat(row.open()).isEqualTo(3);
    }
}
