package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.faults.RequestLog.CompletedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A row of the Markdown table. */
record TrialRow(String text) {
    static final TrialRow HEADER = of(List.of(
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
    static final TrialRow SEPARATOR =
            of(List.of("---", "---", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---"));

    private static final Duration DETECTION_TIME = Duration.ofMillis(2_500);
    private static final Duration SETTLING_TIME = Duration.ofSeconds(5);
    private static final int FIGURE_COLUMNS = 8;
    private static final int MAX_MESSAGE_LENGTH = 120;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NO_VALUE = "-";

    static TrialRow of(Trial trial, FaultTimeline timeline, RequestLog requestLog, Arrivals arrivals) {
        int node = timeline.node();
        long began = timeline.began();
        long ended = timeline.ended();
        return row(
                trial,
                List.of(
                        Long.toString(requestLog.ended().size()),
                        Long.toString(requestLog.ended().stream()
                                .filter(CompletedRequest::failed)
                                .count()),
                        millis(requestLog.ended().stream().filter(exchange -> exchange.overlaps(began, ended))),
                        millis(requestLog.ended().stream()
                                .filter(exchange -> exchange.beganWithin(timeline.began(DETECTION_TIME), ended))),
                        percent(arrivals.share(node, began, ended)),
                        percent(arrivals.share(node, timeline.began(SETTLING_TIME), ended)),
                        seconds(arrivals.secondsToFirst(node, timeline.recovered())),
                        seconds(arrivals.secondsToFairShare(node, timeline.recovered()))),
                requestLog.firstFailure().map(TrialRow::summary).orElse(NO_VALUE));
    }

    /** The row of a trial that cannot run on this machine. */
    static TrialRow skipped(Trial trial, String reason) {
        return row(
                trial, Stream.generate(() -> NO_VALUE).limit(FIGURE_COLUMNS).toList(), "skipped: " + oneLine(reason));
    }

    private static TrialRow row(Trial trial, List<String> figures, String lastCell) {
        return of(Stream.of(
                        Stream.of(
                                trial.fault().label(),
                                trial.client().label(),
                                trial.routing().label()),
                        figures.stream(),
                        Stream.of(lastCell))
                .flatMap(cells -> cells)
                .toList());
    }

    private static TrialRow of(List<String> cells) {
        return new TrialRow("| " + String.join(" | ", cells) + " |");
    }

    private static String millis(Stream<CompletedRequest> requestLog) {
        OptionalLong longest = requestLog.mapToLong(CompletedRequest::nanos).max();
        return longest.isEmpty() ? NO_VALUE : format("%.0f", longest.getAsLong() / NANOS_PER_MILLI);
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? NO_VALUE : format("%.1f %%", 100 * share.getAsDouble());
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isEmpty() ? NO_VALUE : format("%.2f", seconds.getAsDouble());
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String summary(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + oneLine(String.valueOf(failure.getMessage()));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").replace('|', '/');
        return line.length() <= MAX_MESSAGE_LENGTH ? line : line.substring(0, MAX_MESSAGE_LENGTH) + "…";
    }
}
