package io.alternator.http.internal.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws one run as text: a line per node over time, or one line with a bar per node if there are many. */
final class Plot {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final char NO_REQUEST = '·';
    private static final int FAIR_LEVEL = 4;
    private static final int MAX_LINES = 8;
    private static final int MAX_COLUMNS = 50;

    private final Scenario scenario;
    private final Recording recording;

    Plot(Scenario scenario, Recording recording) {
        this.scenario = scenario;
        this.recording = recording;
    }

    /** Lines that each end with a line feed. */
    String draw() {
        return recording.nodes() > MAX_LINES ? sideBySide() : overTime();
    }

    private String overTime() {
        StringBuilder lines = new StringBuilder();
        double fair = fairPerSlot();
        for (int number = 1; number <= recording.nodes(); number++) {
            int node = number;
            lines.append(line(
                    SimulatedCluster.host(node),
                    IntStream.range(0, recording.slots())
                            .mapToDouble(slot -> recording.sent(node, slot) / fair)
                            .toArray()));
        }
        scenario.trouble()
                .ifPresent(trouble -> lines.append("     ")
                        .append(" ".repeat(trouble.firstSlot()))
                        .append("─".repeat(trouble.endSlot() - trouble.firstSlot()))
                        .append('\n'));
        return lines.toString();
    }

    private String sideBySide() {
        double[] evenness = new Measures(recording, scenario.length()).evenness(number -> true);
        return line(
                "all",
                IntStream.range(0, MAX_COLUMNS)
                        .mapToDouble(column -> evenness[column * evenness.length / MAX_COLUMNS])
                        .toArray());
    }

    /** Attempts per node and slot before the trouble. */
    private double fairPerSlot() {
        int until = scenario.trouble().map(Trouble::firstSlot).orElse(recording.slots());
        int sent = IntStream.rangeClosed(1, recording.nodes())
                .flatMap(number -> IntStream.range(1, until).map(slot -> recording.sent(number, slot)))
                .sum();
        return (double) sent / (until - 1) / scenario.nodes();
    }

    private static String line(String title, double[] timesFair) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4s ", title));
        Arrays.stream(timesFair).forEach(value -> line.append(bar(value)));
        return line.append('\n').toString();
    }

    /** A bar; half the height is the fair share. */
    static char bar(double timesFair) {
        if (timesFair == 0) {
            return NO_REQUEST;
        }
        long level = Math.round(timesFair * FAIR_LEVEL);
        return LEVELS.charAt((int) Math.max(1, Math.min(LEVELS.length(), level)) - 1);
    }
}
