package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        Load.within("--repeat", repeat, 1, 100);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with the setting, its value and the remedy
     */
    static Options parse(List<String> arguments) {
        Map<String, String> given = read(arguments);
        return new Options(
                Named.parse("--fault", given.getOrDefault("--fault", "all"), FaultScenario.values()),
                Named.parse("--client", given.getOrDefault("--client", "apache"), ClientKind.values()),
                routings(given),
                new Load(
                        number(given, "--callers", 32),
                        number(given, "--nodes", 3),
                        Duration.ofSeconds(number(given, "--warmup", 3)),
                        Duration.ofSeconds(number(given, "--seconds", 6)),
                        Duration.ofSeconds(number(given, "--after", 14))),
                number(given, "--repeat", 1),
                Optional.ofNullable(given.get(INSIDE)));
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

    private static Map<String, String> read(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!name.equals(BARE) && !WITH_VALUE.contains(name)) {
                throw new IllegalArgumentException(name + ": there is no such option; --help lists them");
            }
            if (!name.equals(BARE) && !rest.hasNext()) {
                throw new IllegalArgumentException(name + ": a value is missing; write it after the option");
            }
            String value = name.equals(BARE) ? "" : rest.next();
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": '" + value + "' is its second value; give one");
            }
        }
        return given;
    }

    private static List<Routing> routings(Map<String, String> given) {
        String strategy = given.getOrDefault(STRATEGY, "both");
        if (!given.containsKey(BARE)) {
            return strategy.equals("both")
                    ? Routing.STRATEGIES
                    : Named.parse(STRATEGY, strategy, Routing.STRATEGIES.toArray(Routing[]::new));
        }
        if (given.containsKey(STRATEGY)) {
            throw new IllegalArgumentException(
                    STRATEGY + ": '" + strategy + "' does not go with " + BARE + ", which has none; leave one out");
        }
        return List.of(Routing.BARE);
    }

    private static int number(Map<String, String> given, String setting, int otherwise) {
        String value = given.getOrDefault(setting, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting + ": '" + value + "' is no whole number; write one", e);
        }
    }
}
