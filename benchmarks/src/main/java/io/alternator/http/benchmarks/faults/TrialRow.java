package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.faults.RequestLog.CompletedRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
                longest(requests, request -> request.overlaps(began, ended)),
                longest(requests, request -> request.beganWithin(began + DETECTION_TIME.toNanos(), ended)),
                text("%.1f %%", 100, arrivals.share(node, began, ended)),
                text("%.1f %%", 100, arrivals.share(node, began + SETTLING_TIME.toNanos(), ended)),
                text("%.2f", 1, arrivals.secondsToFirst(node, timeline.recovered())),
                text("%.2f", 1, arrivals.secondsToFairShare(node, timeline.recovered())));
        return row(
                trial, figures, requestLog.firstFailure().map(TrialRow::summary).orElse(NO_VALUE));
    }

    /** The row of a trial that cannot run on this machine. */
    static String skipped(Trial trial, String reason) {
        return row(trial, Collections.nCopies(8, NO_VALUE), "skipped: " + oneLine(reason));
    }

    private static String row(Trial trial, List<?> figures, String lastCell) {
        String names = trial.fault().label() + " | " + trial.client().label() + " | "
                + trial.routing().label();
        String cells = figures.stream().map(String::valueOf).collect(Collectors.joining(" | "));
        return "| " + names + " | " + cells + " | " + lastCell + " |";
    }

    private static String longest(Collection<CompletedRequest> requests, Predicate<CompletedRequest> which) {
        return text(
                "%.0f",
                1 / NANOS_PER_MILLI,
                requests.stream()
                        .filter(which)
                        .mapToDouble(CompletedRequest::nanos)
                        .max());
    }

    private static String text(String format, double factor, OptionalDouble value) {
        return value.isEmpty() ? NO_VALUE : String.format(Locale.ROOT, format, factor * value.getAsDouble());
    }

    private static String summary(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + oneLine(String.valueOf(failure.getMessage()));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").replace('|', '/');
        return line.length() <= MAX_MESSAGE_LENGTH ? line : line.substring(0, MAX_MESSAGE_LENGTH) + "…";
    }
}
