package io.alternator.http.benchmarks.common;

import io.alternator.http.support.Program.InvalidOptionException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An enum constant that the command line names in lower case with hyphens, without a leading underscore. */
public interface NamedOption {
    String name();

    /** The name on the command line and in tables. */
    default String label() {
        return name().replaceFirst("^_", "").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Parses a comma-separated list of labels; {@code all} selects every constant. */
    public static <N extends NamedOption> List<N> parse(String setting, String list, N[] constants) {
        if (list.equals("all")) {
            return List.of(constants);
        }
        return Arrays.stream(list.split(",", -1))
                .map(label -> find(setting, label.trim(), constants))
                .toList();
    }

    private static <N extends NamedOption> N find(String setting, String label, N[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> constant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidOptionException(
                        setting + ": unknown value '" + label + "'; use all, or any of " + labels(constants)));
    }

    /** The labels, separated by commas. */
    public static String labels(NamedOption[] constants) {
        return Arrays.stream(constants).map(NamedOption::label).collect(Collectors.joining(", "));
    }
}
