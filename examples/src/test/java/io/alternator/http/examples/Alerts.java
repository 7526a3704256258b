package io.alternator.http.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the alert rules. */
final class Alerts {
    static final Path FILE = Path.of("dashboards", "alternator-http-alerts.yml");

    private static final Pattern COMPARISON = Pattern.compile("(?s)(.*)\\n(>|<|>=|<=|==|!=) [0-9.]+\\s*");

    private Alerts() {}

    /** An alert rule. */
    record Alert(String name, String promql, Map<?, ?> annotations) {
        /** The rule's expression without its final comparison. */
        String expressionWithoutComparison() {
            Matcher comparison = COMPARISON.matcher(promql);
            if (!comparison.matches()) {
                throw new AssertionError(name + " does not end with a comparison on its own line: " + promql);
            }
            return comparison.group(1);
        }
    }

    static List<Alert> read() throws IOException {
        Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
        List<Alert> alerts = new ArrayList<>();
        for (Map<?, ?> group : maps(file, "groups")) {
            for (Map<?, ?> rule : maps(group, "rules")) {
                alerts.add(new Alert(text(rule, "alert"), text(rule, "expr"), (Map<?, ?>) value(rule, "annotations")));
            }
        }
        return alerts;
    }

    static String text(Map<?, ?> map, String key) {
        return (String) value(map, key);
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        ((List<?>) value(map, key)).forEach(entry -> maps.add((Map<?, ?>) entry));
        return maps;
    }

    private static Object value(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            throw new AssertionError("no '" + key + "' in " + map);
        }
        return value;
    }
}
