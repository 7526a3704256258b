package io.alternator.http.benchmarks.common;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables in Markdown. */
public final class Markdown {
    private Markdown() {}

    public static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    /**
     * The head of a table: two lines.
     *
     * @param figures true for a column of figures, which is aligned to the right
     */
    public static String head(List<String> columns, IntPredicate figures) {
        return row(columns.stream())
                + System.lineSeparator()
                + IntStream.range(0, columns.size())
                        .mapToObj(column -> figures.test(column) ? "--:" : "---")
                        .collect(Collectors.joining("|", "|", "|"));
    }
}
