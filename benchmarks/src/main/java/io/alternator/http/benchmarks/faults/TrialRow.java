package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.faults.RequestLog.CompletedRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of the Markdown table. */
final class TrialRow {
    static final String HEAD = """
            | fault | client | strategy | requests | errors | longest ms | longest ms after 2.5 s | share | share after 5 s | back s \
            | fair s | first error |
            |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|""";

    private static final Duration DETECTION_TIME = Duration.ofMillis(2_500);
    private static final Duration SETTLING_TIME = Duration.ofSeconds(5);
    private static final int MAX_MESSAGE_LENGTH = 120;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NO_VALUE = "-";

    private TrialRow() {}

    static String of(Trial trial, FaultScenario.Timeline timeline, RequestLog requestLog, Arrivals arrivals) {
        int node = timeline.node();
        long began = timeline.began();
        long ended = timeline.ended();
        Collection<CompletedRequest> requests = requestLog.ended();
        List<?> figures = List.of(
                requests.size(),
                requests.stream().filter(CompletedRequest::failed).count(),
                millis(requests.stream().filter(request -> request.overlaps(began, ended))),
                millis(requests.stream()
                        .filter(request -> request.beganWithin(began + DETECTION_TIME.toNanos(), ended))),
                percent(arrivals.share(node, began, ended)),
                percent(arrivals.share(node, began + SETTLING_TIME.toNanos(), ended)),
                seconds(arrivals.secondsToFirst(node, timeline.recovered())),
                seconds(arrivals.secondsToFairShare(node, timeline.recovered())));
        return row(
                trial, figures, requestLog.firstFailure().map(TrialRow::summary).orElse(NO_VALUE));
    }

    /** The row of a trial that cannot run on this machine. */
    static String skipped(Trial trial, String reason) {
        return row(trial, Collections.nCopies(8, NO_VALUE), "skipped: " + oneLine(reason));
    }

    private static String row(Trial trial, List<?> figures, String lastCell) {
        Stream<?> names = Stream.of(
                trial.fault().label(), trial.client().label(), trial.routing().label());
        return Stream.of(names, figures.stream(), Stream.of(lastCell))
                .flatMap(cells -> cells)
                .map(String::valueOf)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String millis(Stream<CompletedRequest> requests) {
        OptionalLong longest = requests.mapToLong(CompletedRequest::nanos).max();
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
