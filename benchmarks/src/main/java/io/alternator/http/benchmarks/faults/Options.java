package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Arguments;
import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Named;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param repeat how often each trial runs
 * @param network the network that this process is inside of, if the command started itself there
 */
record Options(
        List<FaultScenario> faults,
        List<ClientKind> clients,
        List<Routing> routings,
        Load load,
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

    Options {
        Arguments.within("--repeat", repeat, 1, 100);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with the setting, its value and the remedy
     */
    static Options parse(List<String> arguments) {
        Arguments given = Arguments.read(arguments, Set.of(BARE), WITH_VALUE);
        return new Options(
                Named.parse("--fault", given.text("--fault", "all"), FaultScenario.values()),
                Named.parse("--client", given.text("--client", "apache"), ClientKind.values()),
                routings(given),
                new Load(
                        given.number("--callers", 32),
                        given.number("--nodes", 3),
                        Duration.ofSeconds(given.number("--warmup", 3)),
                        Duration.ofSeconds(given.number("--seconds", 6)),
                        Duration.ofSeconds(given.number("--after", 14))),
                given.number("--repeat", 1),
                given.text(INSIDE));
    }

    /** The command line of one trial, for this program in another process inside a network. */
    static List<String> commandLine(Trial trial, String network) {
        Load load = trial.load();
        List<String> routing = trial.routing() == Routing.BARE
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

    /** Every combination, as often as it is to run. */
    Stream<Trial> trials() {
        return faults.stream()
                .flatMap(fault -> clients.stream()
                        .flatMap(client -> routings.stream()
                                .flatMap(routing -> IntStream.range(0, repeat)
                                        .mapToObj(i -> new Trial(fault, client, routing, load, network)))));
    }

    private static List<Routing> routings(Arguments given) {
        String strategy = given.text(STRATEGY, "both");
        if (!given.has(BARE)) {
            return strategy.equals("both")
                    ? Routing.STRATEGIES
                    : Named.parse(STRATEGY, strategy, Routing.STRATEGIES.toArray(Routing[]::new));
        }
        if (given.has(STRATEGY)) {
            throw new IllegalArgumentException(
                    STRATEGY + ": '" + strategy + "' does not go with " + BARE + ", which has none; leave one out");
        }
        return List.of(Routing.BARE);
    }
}
