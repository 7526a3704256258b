package io.alternator.http.benchmarks.common;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A parsed command line of options, each given at most once. Error messages name the option, the value and the remedy. */
public final class CommandLine {
    private final Map<String, String> given;

    private CommandLine(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Parses a command line.
     *
     * @param switches options without a value
     * @param valueOptions options followed by a value
     */
    public static CommandLine parse(List<String> arguments, Set<String> switches, Set<String> valueOptions) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            boolean isSwitch = switches.contains(name);
            if (!isSwitch && !valueOptions.contains(name)) {
                throw new IllegalArgumentException(name + ": unknown option; see --help");
            }
            if (!isSwitch && !rest.hasNext()) {
                throw new IllegalArgumentException(name + ": missing value; write it after the option");
            }
            String value = isSwitch ? "" : rest.next();
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": '" + value + "' is a second value; give only one");
            }
        }
        return new CommandLine(given);
    }

    public boolean has(String setting) {
        return given.containsKey(setting);
    }

    public Optional<String> text(String setting) {
        return Optional.ofNullable(given.get(setting));
    }

    public String text(String setting, String defaultValue) {
        return given.getOrDefault(setting, defaultValue);
    }

    public int number(String setting, int defaultValue) {
        return number(setting, text(setting, Integer.toString(defaultValue)));
    }

    /** A comma-separated list of numbers. */
    public List<Integer> numbers(String setting, String defaultValue) {
        return Arrays.stream(text(setting, defaultValue).split(",", -1))
                .map(value -> number(setting, value.trim()))
                .toList();
    }

    private static int number(String setting, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting + ": '" + value + "' is not a whole number; give one", e);
        }
    }

    /** Throws {@link IllegalArgumentException} if the value is not between {@code min} and {@code max}, both inclusive. */
    public static void requireInRange(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(setting + ": " + value + " is out of range; use " + min + " to " + max);
        }
    }
}
