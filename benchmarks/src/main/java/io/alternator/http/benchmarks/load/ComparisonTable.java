package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.MedianInterval;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The result of a session, one row per contender.
 *
 * @param rows at least one; the first is the baseline
 */
record ComparisonTable(List<Row> rows) implements Serializable {
    private static final String RATIO = "%.3f";

    private static final List<Column> COLUMNS = List.of(
            new Column("contender", (row, baseline) -> row.contender().label()),
            interval("requests/s", Figure.RATE, "%.0f"),
            ratio("ratio", Figure.RATE),
            median("p50 µs", Figure.P50_MICROS),
            median("p99 µs", Figure.P99_MICROS),
            median("p99.9 µs", Figure.P999_MICROS),
            ratio("p99 ratio", Figure.P99_MICROS),
            interval("CPU µs", Figure.CPU_MICROS, "%.1f"),
            ratio("CPU ratio", Figure.CPU_MICROS),
            median("allocated B", Figure.ALLOCATED_BYTES),
            median("sent B", Figure.WIRE_BYTES),
            interval("asked", Figure.NODE_REQUESTS, RATIO),
            interval("of the last", Figure.LAST_NODE_SHARE, RATIO),
            new Column("opened", (row, baseline) -> Long.toString(Math.round(sum(row.samples(), Figure.OPENED)))),
            new Column("open", (row, baseline) -> Long.toString(row.open())),
            interval("server CPU µs", Figure.SERVER_CPU_MICROS, "%.1f"));

    /**
     * One contender.
     *
     * @param samples one per round, or one per process if there are several
     * @param open the number of open connections at the end
     */
    record Row(Contender contender, List<Map<Figure, Double>> samples, long open) implements Serializable {

        private MedianInterval of(Figure figure) {
            return MedianInterval.of(DoubleStream.of(figure.of(samples)));
        }

        /** To the figure of the other contender in the same round. */
        private MedianInterval ratio(Row other, Figure figure) {
            double[] own = figure.of(samples);
            double[] others = figure.of(other.samples);
            return MedianInterval.of(IntStream.range(0, own.length).mapToDouble(round -> own[round] / others[round]));
        }

        /** The medians of all samples; connections are summed. */
        private Map<Figure, Double> summary() {
            return Arrays.stream(Figure.values())
                    .collect(Collectors.toMap(
                            figure -> figure,
                            figure -> figure == Figure.OPENED
                                    ? sum(samples, figure)
                                    : of(figure).median()));
        }
    }

    private record Column(String name, BiFunction<Row, Row, String> cell) {}

    private static Column interval(String name, Figure figure, String format) {
        return new Column(name, (row, baseline) -> row.of(figure).text(format));
    }

    private static Column median(String name, Figure figure) {
        return new Column(
                name,
                (row, baseline) ->
                        String.format(Locale.ROOT, "%.0f", row.of(figure).median()));
    }

    private static Column ratio(String name, Figure figure) {
        return new Column(name, (row, baseline) -> row.ratio(baseline, figure).text(RATIO));
    }

    private static double sum(List<Map<Figure, Double>> samples, Figure figure) {
        return Arrays.stream(figure.of(samples)).sum();
    }

    /** Merges the tables of several processes: each contributes its medians as one sample. A single table is returned as it is. */
    static ComparisonTable of(List<ComparisonTable> tables) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        List<Row> last = tables.get(tables.size() - 1).rows();
        return new ComparisonTable(IntStream.range(0, last.size())
                .mapToObj(i -> new Row(
                        last.get(i).contender(),
                        tables.stream()
                                .map(table -> table.rows().get(i).summary())
                                .toList(),
                        last.get(i).open()))
                .toList());
    }

    /** The table in Markdown. */
    String text() {
        return line(COLUMNS.stream().map(Column::name))
                + "|---"
                + "|--:".repeat(COLUMNS.size() - 1)
                + "|"
                + System.lineSeparator()
                + rows.stream()
                        .map(row -> line(
                                COLUMNS.stream().map(column -> column.cell().apply(row, rows.get(0)))))
                        .collect(Collectors.joining());
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |" + System.lineSeparator()));
    }
}
