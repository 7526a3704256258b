package io.alternator.http.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a session has found out, a row for each contender; the first is what the others are compared with.
 *
 * @param rows at least one
 */
record Table(List<Row> rows) {
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

    /** One table of many: the only one as it is, or a sample of each, which is the median of its own. */
    static Table of(List<Table> tables) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        return new Table(IntStream.range(0, tables.get(0).rows().size())
                .mapToObj(i ->
                        Row.of(tables.stream().map(table -> table.rows().get(i)).toList()))
                .toList());
    }

    /** As it travels between the processes: a line. */
    String line() {
        return rows.stream().map(Row::line).collect(Collectors.joining(ROW_END));
    }

    static Table parse(String line) {
        return new Table(Arrays.stream(line.split(ROW_END, -1)).map(Row::parse).toList());
    }

    /**
     * One contender.
     *
     * @param samples one for each round, or for each of the forks
     * @param open connections at the end
     */
    record Row(Contender contender, List<Sample> samples, long open) {

        private static Row of(List<Row> forks) {
            Row last = forks.get(forks.size() - 1);
            return new Row(
                    last.contender(),
                    forks.stream().map(row -> Sample.middle(row.samples())).toList(),
                    last.open());
        }

        private String line() {
            return Stream.concat(
                            Stream.of(contender.name(), Long.toString(open)),
                            samples.stream().flatMapToDouble(Sample::figures).mapToObj(Double::toString))
                    .collect(Collectors.joining(CELL_END));
        }

        private static Row parse(String line) {
            String[] cells = line.split(CELL_END, -1);
            Iterator<Double> figures =
                    Arrays.stream(cells).skip(2).map(Double::valueOf).iterator();
            List<Sample> samples = new ArrayList<>();
            while (figures.hasNext()) {
                samples.add(Sample.of(figures));
            }
            return new Row(Contender.valueOf(cells[0]), samples, Long.parseLong(cells[1]));
        }

        private String text(List<Sample> others) {
            return cells(Stream.of(
                    contender.label(),
                    Spread.of(samples, Sample::rate).text(COUNT),
                    Spread.ratio(samples, others, Sample::rate).text(RATIO),
                    Spread.of(samples, Sample::p50Micros).middle(),
                    Spread.of(samples, Sample::p99Micros).middle(),
                    Spread.of(samples, Sample::p999Micros).middle(),
                    Spread.ratio(samples, others, Sample::p99Micros).text(RATIO),
                    Spread.of(samples, Sample::cpuMicros).text("%.1f"),
                    Spread.ratio(samples, others, Sample::cpuMicros).text(RATIO),
                    Spread.of(samples, Sample::allocatedBytes).middle(),
                    Spread.of(samples, Sample::wireBytes).middle(),
                    Spread.of(samples, Sample::asked).text(RATIO),
                    Spread.of(samples, Sample::lastNodesPart).text(RATIO),
                    Long.toString(Math.round(
                            samples.stream().mapToDouble(Sample::opened).sum())),
                    Long.toString(open),
                    Spread.of(samples, Sample::serverCpuMicros).text("%.1f")));
        }
    }

    /** In Markdown. */
    String text() {
        List<Sample> first = rows.get(0).samples();
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
