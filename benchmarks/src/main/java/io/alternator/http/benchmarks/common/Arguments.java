package io.alternator.http.benchmarks.common;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line of options, each given once at most; what is wrong with it is told with setting, value and remedy. */
public final class Arguments {
    private final Map<String, String> given;

    private Arguments(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Reads a command line.
     *
     * @param switches options that stand alone
     * @param withValue options that a value follows
     */
    public static Arguments read(List<String> arguments, Set<String> switches, Set<String> withValue) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            boolean alone = switches.contains(name);
            if (!alone && !withValue.contains(name)) {
                throw new IllegalArgumentException(name + ": there is no such option; --help lists them");
            }
            if (!alone && !rest.hasNext()) {
                throw new IllegalArgumentException(name + ": a value is missing; write it after the option");
            }
            String value = alone ? "" : rest.next();
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": '" + value + "' is its second value; give one");
            }
        }
        return new Arguments(given);
    }

    public boolean has(String setting) {
        return given.containsKey(setting);
    }

    public Optional<String> text(String setting) {
        return Optional.ofNullable(given.get(setting));
    }

    public String text(String setting, String otherwise) {
        return given.getOrDefault(setting, otherwise);
    }

    public int number(String setting, int otherwise) {
        return number(setting, text(setting, Integer.toString(otherwise)));
    }

    /** Numbers separated by commas. */
    public List<Integer> numbers(String setting, String otherwise) {
        return Arrays.stream(text(setting, otherwise).split(",", -1))
                .map(value -> number(setting, value.trim()))
                .toList();
    }

    private static int number(String setting, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting + ": '" + value + "' is no whole number; write one", e);
        }
    }

    /** Refuses what is out of range. */
    public static void within(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    setting + ": " + value + " is out of range; use " + least + " to " + most);
        }
    }
}
