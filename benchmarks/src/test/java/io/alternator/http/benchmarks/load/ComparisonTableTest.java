package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTableTest {

    /** A table of one contender with one sample per rate, each with one opened connection. */
    private static ComparisonTable table(long open, double... rates) {
        List<TurnMetrics> samples = Arrays.stream(rates)
                .mapToObj(rate -> new TurnMetrics(rate, 10, 20, 30, 40, 500, 600, 1, 0.5, 1, 7))
                .toList();
        return new ComparisonTable(List.of(new ComparisonTable.Row(Contender.BARE, samples, open)));
    }

    @Test
    void singleTable_isReturnedUnchanged() {
        ComparisonTable single = table(1, 10, 20, 30);
        assertThat(ComparisonTable.of(List.of(single))).isEqualTo(single);
    }

    @Test
    void parse_restoresTheTableFromItsLine() {
        List<TurnMetrics> samples = List.of(
                new TurnMetrics(1.5, 2, 3, 4, 5, 6, 7, 8, 1.0 / 3, 1e-9, 11),
                new TurnMetrics(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22));
        ComparisonTable table = new ComparisonTable(List.of(
                new ComparisonTable.Row(Contender.BARE, samples, 32),
                new ComparisonTable.Row(Contender.PER_REQUEST, samples.subList(1, 2), 51)));
        assertThat(ComparisonTable.parse(table.line())).isEqualTo(table);
    }

    @Test
    void manyTables_eachContributesItsMedianAsOneSample() {
        ComparisonTable.Row row = ComparisonTable.of(List.of(table(1, 10, 20, 60), table(2, 5, 7, 9, 11), table(3, 1)))
                .rows()
                .get(0);
        assertThat(row.samples()).extracting(TurnMetrics::rate).containsExactly(20.0, 8.0, 1.0);
        assertThat(row.samples()).extracting(TurnMetrics::opened).containsExactly(3.0, 4.0, 1.0);
        assertThat(row.samples()).extracting(TurnMetrics::p99Micros).containsOnly(20.0);
        assertThat(row.open()).isEqualTo(3);
    }
}
