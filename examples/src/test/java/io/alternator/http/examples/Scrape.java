package io.alternator.http.examples;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples of one scrape, in Prometheus' text format. */
record Scrape(List<Sample> samples) {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A line of the scrape. */
    record Sample(String name, Map<String, String> labels, String value) {
        boolean is(String label, String expected) {
            return expected.equals(labels.get(label));
        }

        double number() {
            return Double.parseDouble(value);
        }
    }

    static Scrape parse(String text) {
        return new Scrape(text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(Scrape::sample)
                .toList());
    }

    Stream<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    /** Sum of all series with this name and label. */
    double sum(String name, String label, String value) {
        return named(name)
                .filter(sample -> sample.is(label, value))
                .mapToDouble(Sample::number)
                .sum();
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("not a sample: " + line);
        }
        String labels = sample.group(2) == null ? "" : sample.group(2);
        return new Sample(
                sample.group(1),
                LABEL.matcher(labels).results().collect(Collectors.toMap(label -> label.group(1), Scrape::value)),
                sample.group(3));
    }

    private static String value(MatchResult label) {
        return label.group(2);
    }
}
