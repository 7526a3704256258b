package io.alternator.http.examples.console;

import java.time.Duration;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param port of the page; 0 is any
 * @param limit how long it runs; empty is until it is stopped
 */
record ConsoleOptions(int port, Optional<Duration> limit) {
    static final String CONSOLE = "--console";

    private static final int DEFAULT_PORT = 8080;
    private static final int LAST_PORT = 65535;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with the setting, its value and the remedy
     */
    static ConsoleOptions parse(String... args) {
        int port = DEFAULT_PORT;
        Optional<Duration> limit = Optional.empty();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case CONSOLE -> {}
                case "--port" -> port = number(args, i++, 0, LAST_PORT);
                case "--seconds" -> limit = Optional.of(Duration.ofSeconds(number(args, i++, 1, Integer.MAX_VALUE)));
                case "--embedded" -> {} // as without
                case "--endpoint" -> value(args, i++); // the target reads it
                default ->
                    throw new IllegalArgumentException(args[i]
                            + ": there is no such option; with --console there are --port, --seconds and --endpoint");
            }
        }
        return new ConsoleOptions(port, limit);
    }

    private static int number(String[] args, int option, int least, int most) {
        String value = value(args, option);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                args[option] + ": '" + value + "' is no number that fits; use " + least + " to " + most);
    }

    private static String value(String[] args, int option) {
        if (option + 1 == args.length) {
            throw new IllegalArgumentException(args[option] + ": a value is missing; write it after the option");
        }
        return args[option + 1];
    }
}
