package io.alternator.http.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The result of a session, one row per contender.
 *
 * @param rows at least one; the first is the baseline
 */
record ComparisonTable(List<Row> rows) {
    private static final List<String> HEADER = List.of(
            "contender",
            "requests/s",
            "ratio",
            "p50 µs",
            "p99 µs",
            "p99.9 µs",
            "p99 ratio",
            "CPU µs",
            "CPU ratio",
            "allocated B",
            "sent B",
            "asked",
            "of the last",
            "opened",
            "open",
            "server CPU µs");
    private static final String COUNT = "%.0f";
    private static final String RATIO = "%.3f";
    private static final String ROW_END = ";";
    private static final String CELL_END = " ";

    /** Merges the tables of several processes: each contributes its medians as one sample. A single table is returned as it is. */
    static ComparisonTable of(List<ComparisonTable> tables) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        return new ComparisonTable(IntStream.range(0, tables.get(0).rows().size())
                .mapToObj(i ->
                        Row.of(tables.stream().map(table -> table.rows().get(i)).toList()))
                .toList());
    }

    /** One line, to be sent to another process; see {@link #parse}. */
    String line() {
        return rows.stream().map(Row::line).collect(Collectors.joining(ROW_END));
    }

    static ComparisonTable parse(String line) {
        return new ComparisonTable(
                Arrays.stream(line.split(ROW_END, -1)).map(Row::parse).toList());
    }

    /**
     * One contender.
     *
     * @param samples one per round, or one per process if there are several
     * @param open the number of open connections at the end
     */
    record Row(Contender contender, List<TurnMetrics> samples, long open) {

        private static Row of(List<Row> forks) {
            Row last = forks.get(forks.size() - 1);
            return new Row(
                    last.contender(),
                    forks.stream()
                            .map(row -> TurnMetrics.medianOf(row.samples()))
                            .toList(),
                    last.open());
        }

        private String line() {
            return Stream.concat(
                            Stream.of(contender.name(), Long.toString(open)),
                            samples.stream()
                                    .flatMapToDouble(TurnMetrics::figures)
                                    .mapToObj(Double::toString))
                    .collect(Collectors.joining(CELL_END));
        }

        private static Row parse(String line) {
            String[] cells = line.split(CELL_END, -1);
            Iterator<Double> figures =
                    Arrays.stream(cells).skip(2).map(Double::valueOf).iterator();
            List<TurnMetrics> samples = new ArrayList<>();
            while (figures.hasNext()) {
                samples.add(TurnMetrics.of(figures));
            }
            return new Row(Contender.valueOf(cells[0]), samples, Long.parseLong(cells[1]));
        }

        private String text(List<TurnMetrics> others) {
            return cells(Stream.of(
                    contender.label(),
                    MedianInterval.of(samples, TurnMetrics::rate).text(COUNT),
                    MedianInterval.ratio(samples, others, TurnMetrics::rate).text(RATIO),
                    MedianInterval.of(samples, TurnMetrics::p50Micros).rounded(),
                    MedianInterval.of(samples, TurnMetrics::p99Micros).rounded(),
                    MedianInterval.of(samples, TurnMetrics::p999Micros).rounded(),
                    MedianInterval.ratio(samples, others, TurnMetrics::p99Micros)
                            .text(RATIO),
                    MedianInterval.of(samples, TurnMetrics::cpuMicros).text("%.1f"),
                    MedianInterval.ratio(samples, others, TurnMetrics::cpuMicros)
                            .text(RATIO),
                    MedianInterval.of(samples, TurnMetrics::allocatedBytes).rounded(),
                    MedianInterval.of(samples, TurnMetrics::wireBytes).rounded(),
                    MedianInterval.of(samples, TurnMetrics::nodeRequests).text(RATIO),
                    MedianInterval.of(samples, TurnMetrics::lastNodeShare).text(RATIO),
                    Long.toString(Math.round(
                            samples.stream().mapToDouble(TurnMetrics::opened).sum())),
                    Long.toString(open),
                    MedianInterval.of(samples, TurnMetrics::serverCpuMicros).text("%.1f")));
        }
    }

    /** The table in Markdown. */
    String text() {
        List<TurnMetrics> first = rows.get(0).samples();
        return Stream.concat(
                        Stream.of(
                                cells(HEADER.stream()),
                                cells(Stream.concat(
                                        Stream.of("---"),
                                        HEADER.stream().skip(1).map(column -> "--:")))),
                        rows.stream().map(row -> row.text(first)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String cells(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }
}
