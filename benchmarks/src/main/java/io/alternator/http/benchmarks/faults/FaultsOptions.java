package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.CommandLine;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The options of {@code faults}.
 *
 * @param repeat the number of runs of each trial
 * @param network the namespace prefix if this process runs inside a network namespace (option {@code --inside})
 */
record FaultsOptions(
        List<FaultScenario> faults,
        List<HttpClientKind> clients,
        List<RoutingMode> routings,
        LoadProfile load,
        int repeat,
        Optional<String> network) {
    private static final String BARE = "--bare";
    private static final String INSIDE = "--inside";
    private static final String STRATEGY = "--strategy";
    private static final Set<String> WITH_VALUE = Set.of(
            "--fault",
            "--client",
            STRATEGY,
            "--callers",
            "--nodes",
            "--warmup",
            "--seconds",
            "--after",
            "--repeat",
            INSIDE);

    FaultsOptions {
        CommandLine.requireInRange("--repeat", repeat, 1, 100);
    }

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    static FaultsOptions parse(List<String> arguments) {
        CommandLine given = CommandLine.parse(arguments, Set.of(BARE), WITH_VALUE);
        return new FaultsOptions(
                NamedOption.parse("--fault", given.text("--fault", "all"), FaultScenario.values()),
                NamedOption.parse("--client", given.text("--client", "apache"), HttpClientKind.values()),
                routings(given),
                new LoadProfile(
                        given.number("--callers", 32),
                        given.number("--nodes", 3),
                        Duration.ofSeconds(given.number("--warmup", 3)),
                        Duration.ofSeconds(given.number("--seconds", 6)),
                        Duration.ofSeconds(given.number("--after", 14))),
                given.number("--repeat", 1),
                given.text(INSIDE));
    }

    /** The command line that runs one trial in a process inside the network namespace. */
    static List<String> commandLine(Trial trial, String network) {
        LoadProfile load = trial.load();
        List<String> routing = trial.routing() == RoutingMode.BARE
                ? List.of(BARE)
                : List.of(STRATEGY, trial.routing().label());
        return Stream.of(
                        List.of("--fault", trial.fault().label()),
                        List.of("--client", trial.client().label()),
                        routing,
                        List.of("--callers", Integer.toString(load.callers())),
                        List.of("--nodes", Integer.toString(load.nodes())),
                        List.of("--warmup", Long.toString(load.warmup().toSeconds())),
                        List.of("--seconds", Long.toString(load.fault().toSeconds())),
                        List.of("--after", Long.toString(load.after().toSeconds())),
                        List.of(INSIDE, network))
                .flatMap(List::stream)
                .toList();
    }

    /** All combinations of fault, client and strategy, each repeated as requested. */
    Stream<Trial> trials() {
        return faults.stream()
                .flatMap(fault -> clients.stream()
                        .flatMap(client -> routings.stream()
                                .flatMap(routing -> IntStream.range(0, repeat)
                                        .mapToObj(i -> new Trial(fault, client, routing, load, network)))));
    }

    private static List<RoutingMode> routings(CommandLine given) {
        String strategy = given.text(STRATEGY, "both");
        if (!given.has(BARE)) {
            return strategy.equals("both")
                    ? RoutingMode.STRATEGIES
                    : NamedOption.parse(STRATEGY, strategy, RoutingMode.STRATEGIES.toArray(RoutingMode[]::new));
        }
        if (given.has(STRATEGY)) {
            throw new IllegalArgumentException(
                    STRATEGY + ": '" + strategy + "' cannot be combined with " + BARE + "; leave out one of them");
        }
        return List.of(RoutingMode.BARE);
    }
}
