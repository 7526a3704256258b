package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    /** One contender's, with a sample for each of the rates, in each of which one connection was opened. */
    private static Table table(long open, double... rates) {
        List<Sample> samples = Arrays.stream(rates)
                .mapToObj(rate -> new Sample(rate, 10, 20, 30, 40, 500, 600, 1, 0.5, 1, 7))
                .toList();
        return new Table(List.of(new Table.Row(Contender.BARE, samples, open)));
    }

    @Test
    void onlyTable_keepsItsSamples() {
        Table only = table(1, 10, 20, 30);
        assertThat(Table.of(List.of(only))).isEqualTo(only);
    }

    @Test
    void lineOfATable_isReadAsTheSame() {
        List<Sample> samples = List.of(
                new Sample(1.5, 2, 3, 4, 5, 6, 7, 8, 1.0 / 3, 1e-9, 11),
                new Sample(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22));
        Table table = new Table(List.of(
                new Table.Row(Contender.BARE, samples, 32),
                new Table.Row(Contender.PER_REQUEST, samples.subList(1, 2), 51)));
        assertThat(Table.parse(table.line())).isEqualTo(table);
    }

    @Test
    void ofManyTables_eachIsOneSample_whichIsTheMedianOfItsOwn() {
        Table.Row row = Table.of(List.of(table(1, 10, 20, 60), table(2, 5, 7, 9, 11), table(3, 1)))
                .rows()
                .get(0);
        assertThat(row.samples()).extracting(Sample::rate).containsExactly(20.0, 8.0, 1.0);
        assertThat(row.samples()).extracting(Sample::opened).containsExactly(3.0, 4.0, 1.0);
        assertThat(row.samples()).extracting(Sample::p99Micros).containsOnly(20.0);
        assertThat(row.open()).isEqualTo(3);
    }
}
