package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.faults.Exchanges.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A row of the table, in Markdown. */
record Row(String text) {
    static final Row HEADER = of(List.of(
            "fault",
            "client",
            "strategy",
            "requests",
            "errors",
            "longest ms",
            "longest ms after 2.5 s",
            "share",
            "share after 5 s",
            "back s",
            "fair s",
            "first error"));
    static final Row RULE =
            of(List.of("---", "---", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---"));

    private static final Duration DETECTED = Duration.ofMillis(2_500);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int FIGURES = 8;
    private static final int LONGEST_MESSAGE = 120;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NOTHING = "-";

    static Row of(Trial trial, Timeline timeline, Exchanges exchanges, Arrivals arrivals) {
        int node = timeline.node();
        long began = timeline.began();
        long ended = timeline.ended();
        return row(
                trial,
                List.of(
                        Long.toString(exchanges.ended().size()),
                        Long.toString(exchanges.ended().stream()
                                .filter(Exchange::failed)
                                .count()),
                        millis(exchanges.ended().stream().filter(exchange -> exchange.overlaps(began, ended))),
                        millis(exchanges.ended().stream()
                                .filter(exchange -> exchange.beganWithin(timeline.began(DETECTED), ended))),
                        percent(arrivals.share(node, began, ended)),
                        percent(arrivals.share(node, timeline.began(SETTLED), ended)),
                        seconds(arrivals.secondsToFirst(node, timeline.returned())),
                        seconds(arrivals.secondsToFairShare(node, timeline.returned()))),
                exchanges.firstFailure().map(Row::inShort).orElse(NOTHING));
    }

    /** A trial that cannot be played here. */
    static Row skipped(Trial trial, String why) {
        return row(trial, Stream.generate(() -> NOTHING).limit(FIGURES).toList(), "skipped: " + oneLine(why));
    }

    private static Row row(Trial trial, List<String> figures, String remark) {
        return of(Stream.of(
                        Stream.of(
                                trial.fault().label(),
                                trial.client().label(),
                                trial.routing().label()),
                        figures.stream(),
                        Stream.of(remark))
                .flatMap(cells -> cells)
                .toList());
    }

    private static Row of(List<String> cells) {
        return new Row("| " + String.join(" | ", cells) + " |");
    }

    private static String millis(Stream<Exchange> exchanges) {
        OptionalLong longest = exchanges.mapToLong(Exchange::nanos).max();
        return longest.isEmpty() ? NOTHING : format("%.0f", longest.getAsLong() / NANOS_PER_MILLI);
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? NOTHING : format("%.1f %%", 100 * share.getAsDouble());
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isEmpty() ? NOTHING : format("%.2f", seconds.getAsDouble());
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String inShort(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + oneLine(String.valueOf(failure.getMessage()));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").replace('|', '/');
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
