package io.alternator.http.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of meters in docs/metrics.md, converted to Prometheus names and labels. */
final class MeterTable {
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(alternator\\.client\\.[a-z.]+)` \\| ([a-z ]+) \\| ([a-z_, ]*) \\|");

    private MeterTable() {}

    /** Labels by series name, without those that Prometheus adds to every series. */
    static Map<String, Set<String>> read() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        ROW.matcher(Files.readString(DOCUMENT)).results().forEach(row -> add(row, labels));
        return labels;
    }

    private static void add(MatchResult row, Map<String, Set<String>> labels) {
        String name = row.group(1).replace('.', '_');
        Set<String> tags = Arrays.stream(("client, " + row.group(3)).split(","))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> suffixes = switch (row.group(2).trim()) {
            case "timer" -> List.of("_seconds_count", "_seconds_sum", "_seconds_max");
            case "counter" -> List.of("_total");
            case "time gauge" -> List.of("_seconds");
            case "gauge" -> List.of("");
            default -> throw new AssertionError("unknown meter type: " + row.group());
        };
        suffixes.forEach(suffix -> labels.put(name + suffix, tags));
        if (row.group(1).equals("alternator.client.requests")) {
            Set<String> bucketTags = new TreeSet<>(tags);
            bucketTags.add("le");
            labels.put(name + "_seconds_bucket", bucketTags);
        }
    }
}
