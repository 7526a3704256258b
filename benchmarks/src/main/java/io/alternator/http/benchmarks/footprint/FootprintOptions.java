package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.common.CommandLine;
import java.util.List;
import java.util.Set;

/**
 * The options of {@code footprint}.
 *
 * @param clients the number of clients that are open at once when heap and threads are measured
 * @param starts the number of JVMs, bare and wrapped each, that measure the first request
 * @param rounds the number of JVMs, bare and wrapped each, that measure heap and threads
 */
record FootprintOptions(int clients, int starts, int rounds) {
    private static final int MAX_CLIENTS = 1_000;
    private static final int MAX_PROCESSES = 100;

    FootprintOptions {
        CommandLine.requireInRange("--clients", clients, 2, MAX_CLIENTS);
        CommandLine.requireInRange("--starts", starts, 1, MAX_PROCESSES);
        CommandLine.requireInRange("--rounds", rounds, 1, MAX_PROCESSES);
    }

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    static FootprintOptions parse(List<String> arguments) {
        CommandLine given = CommandLine.parse(arguments, Set.of(), Set.of("--clients", "--starts", "--rounds"));
        return new FootprintOptions(
                given.number("--clients", 200), given.number("--starts", 7), given.number("--rounds", 2));
    }
}
