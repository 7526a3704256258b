package io.alternator.http.examples;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param endpoint of a real cluster; empty for an embedded one
 * @param seconds how long it runs; empty for what is usual
 * @param metricsPort where Prometheus finds the meters; 0 for any free port, empty for nowhere
 * @param consolePort where the console's page is served, with the meters; 0 for any free port, empty for no console
 */
public record Options(
        Optional<String> endpoint, OptionalInt seconds, OptionalInt metricsPort, OptionalInt consolePort) {
    private static final String EMBEDDED = "--embedded"; // the default, for those who must say something
    private static final String ENDPOINT = "--endpoint";
    private static final String SECONDS = "--seconds";
    private static final String METRICS = "--metrics";
    private static final String CONSOLE = "--console";
    private static final String PORT = "--port";
    private static final Set<String> SWITCHES = Set.of(EMBEDDED, CONSOLE);
    private static final Set<String> WITH_VALUE = Set.of(ENDPOINT, SECONDS, METRICS, PORT);

    private static final int CONSOLE_PORT = 8080;
    private static final int LEAST_SECONDS = 3;
    private static final int DAY = 86_400;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    public static Options parse(String... arguments) {
        Map<String, String> given = read(List.of(arguments));
        refuse(given, ENDPOINT, EMBEDDED, "leave one out");
        refuse(given, METRICS, CONSOLE, "the console's own port has /metrics too");
        OptionalInt port = number(given, PORT, 0, HIGHEST_PORT);
        if (port.isPresent() && !given.containsKey(CONSOLE)) {
            throw new IllegalArgumentException(
                    PORT + ": " + port.getAsInt() + " is the console's; add " + CONSOLE + " or use " + METRICS);
        }
        return new Options(
                Optional.ofNullable(given.get(ENDPOINT)),
                number(given, SECONDS, LEAST_SECONDS, DAY),
                number(given, METRICS, 0, HIGHEST_PORT),
                given.containsKey(CONSOLE) ? OptionalInt.of(port.orElse(CONSOLE_PORT)) : OptionalInt.empty());
    }

    private static void refuse(Map<String, String> given, String name, String other, String remedy) {
        if (given.containsKey(name) && given.containsKey(other)) {
            throw new IllegalArgumentException(
                    name + ": '" + given.get(name) + "' does not go with " + other + "; " + remedy);
        }
    }

    private static Map<String, String> read(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            boolean alone = SWITCHES.contains(name);
            if (!alone && !WITH_VALUE.contains(name)) {
                throw new IllegalArgumentException(
                        name + ": there is no such option; use --embedded or --endpoint http://host:port, --seconds n,"
                                + " --metrics port or --console --port port (0 for any that is free)");
            }
            if (!alone && !rest.hasNext()) {
                throw new IllegalArgumentException(name + ": a value is missing; write it after the option");
            }
            String value = alone ? "" : rest.next();
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": '" + value + "' is its second value; give one");
            }
        }
        return given;
    }

    private static OptionalInt number(Map<String, String> given, String name, int least, int most) {
        String value = given.get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + value + "' is no whole number; write one", e);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + ": " + number + " is out of range; use " + least + " to " + most);
        }
        return OptionalInt.of(number);
    }
}
