package io.alternator.http.benchmarks.common;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A constant that the command line names in lower case and with hyphens. */
public interface Named {
    String name();

    /** As it is written on the command line and in the table. */
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constants that a list names; {@code all} names every one. */
    public static <N extends Named> List<N> parse(String setting, String list, N[] constants) {
        if (list.equals("all")) {
            return List.of(constants);
        }
        return Arrays.stream(list.split(",", -1))
                .map(label -> find(setting, label.trim(), constants))
                .toList();
    }

    private static <N extends Named> N find(String setting, String label, N[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> constant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + ": there is no '" + label + "'; use all, or of " + labels(constants)));
    }

    /** All of them, for people to read. */
    public static String labels(Named[] constants) {
        return Arrays.stream(constants).map(Named::label).collect(Collectors.joining(", "));
    }
}
