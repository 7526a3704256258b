package io.alternator.http.examples;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Command-line options of the examples.
 *
 * @param endpoint a node of a real cluster; empty for an embedded one
 * @param backend the server that keeps the data behind the embedded cluster's nodes; empty for the example's own
 * @param seconds how long to run; empty for the example's default
 * @param metricsPort port that serves the meters to Prometheus; 0 for any free port, empty for none
 * @param consolePort port that serves the console's page and the meters; 0 for any free port, empty for no console
 */
public record Options(
        Optional<String> endpoint,
        Optional<URI> backend,
        OptionalInt seconds,
        OptionalInt metricsPort,
        OptionalInt consolePort) {
    private static final String EMBEDDED = "--embedded"; // the default; for scripts that always pass an argument
    private static final String ENDPOINT = "--endpoint";
    private static final String BACKEND = "--backend";
    private static final String SECONDS = "--seconds";
    private static final String METRICS = "--metrics";
    private static final String CONSOLE = "--console";
    private static final String PORT = "--port";
    private static final Set<String> FLAGS = Set.of(EMBEDDED, CONSOLE);
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of(ENDPOINT, BACKEND, SECONDS, METRICS, PORT);

    private static final int DEFAULT_CONSOLE_PORT = 8080;
    private static final int MIN_SECONDS = 3;
    private static final int MAX_SECONDS = 86_400; // a day
    private static final int MAX_PORT = 65_535;

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    public static Options parse(String... arguments) {
        Map<String, String> given = split(List.of(arguments));
        requireNotBoth(given, ENDPOINT, EMBEDDED, "leave one out");
        requireNotBoth(given, BACKEND, ENDPOINT, "a real cluster keeps its own data");
        requireNotBoth(given, METRICS, CONSOLE, "the console serves /metrics on its own port");
        OptionalInt port = number(given, PORT, 0, MAX_PORT);
        if (port.isPresent() && !given.containsKey(CONSOLE)) {
            throw new IllegalArgumentException(
                    PORT + ": " + port.getAsInt() + " is only used with " + CONSOLE + "; add that, or use " + METRICS);
        }
        return new Options(
                Optional.ofNullable(given.get(ENDPOINT)),
                Optional.ofNullable(given.get(BACKEND)).map(Options::uri),
                number(given, SECONDS, MIN_SECONDS, MAX_SECONDS),
                number(given, METRICS, 0, MAX_PORT),
                given.containsKey(CONSOLE) ? OptionalInt.of(port.orElse(DEFAULT_CONSOLE_PORT)) : OptionalInt.empty());
    }

    private static void requireNotBoth(Map<String, String> given, String name, String other, String remedy) {
        if (given.containsKey(name) && given.containsKey(other)) {
            throw new IllegalArgumentException(
                    name + ": '" + given.get(name) + "' cannot be combined with " + other + "; " + remedy);
        }
    }

    private static Map<String, String> split(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            boolean flag = FLAGS.contains(name);
            if (!flag && !OPTIONS_WITH_VALUE.contains(name)) {
                throw new IllegalArgumentException(
                        name + ": unknown option; use --embedded, --backend http://host:port or --endpoint"
                                + " http://host:port, --seconds n, --metrics port or --console --port port (0 for any free port)");
            }
            if (!flag && !rest.hasNext()) {
                throw new IllegalArgumentException(name + ": value missing; write it after the option");
            }
            String value = flag ? "" : rest.next();
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": '" + value + "' is a second value; give one");
            }
        }
        return given;
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(BACKEND + ": '" + value + "' is not a URI; write http://host:port", e);
        }
    }

    private static OptionalInt number(Map<String, String> given, String name, int min, int max) {
        String value = given.get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + value + "' is not a whole number; write one", e);
        }
        if (number < min || number > max) {
            throw new IllegalArgumentException(name + ": " + number + " is out of range; use " + min + " to " + max);
        }
        return OptionalInt.of(number);
    }
}
