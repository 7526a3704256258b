package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.CommandLine;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of {@code load}.
 *
 * @param contenders the first is the baseline of the comparison
 * @param concurrencies the numbers of concurrent requests to compare at
 * @param slowNodeDelay the response delay of the last node of each contender; zero for no slow node
 * @param warmup the warm-up time of each contender
 * @param turn the time of each contender in each round
 * @param forks the number of new processes in which the comparison is repeated
 */
record LoadOptions(
        List<HttpClientKind> clients,
        List<Contender> contenders,
        List<Integer> concurrencies,
        int nodes,
        Duration slowNodeDelay,
        Duration warmup,
        int rounds,
        Duration turn,
        int forks,
        boolean signed) {
    private static final String ANONYMOUS = "--anonymous";
    private static final Set<String> WITH_VALUE = Set.of(
            "--client",
            "--contender",
            "--concurrency",
            "--nodes",
            "--slow",
            "--warmup",
            "--rounds",
            "--turn",
            "--forks");

    private static final int MAX_CALLERS = 1_000;
    private static final int MAX_NODES = 50;
    private static final int MAX_ROUNDS = 1_000;
    private static final int MAX_FORKS = 100;
    private static final Duration MAX_SLOW_NODE_DELAY = Duration.ofSeconds(1);
    private static final Duration MIN_TURN = Duration.ofMillis(100);
    private static final Duration MAX_DURATION = Duration.ofMinutes(1);

    LoadOptions {
        concurrencies.forEach(callers -> CommandLine.requireInRange("--concurrency", callers, 1, MAX_CALLERS));
        CommandLine.requireInRange("--nodes", nodes, 1, MAX_NODES);
        CommandLine.requireInRange("--slow", slowNodeDelay.toMillis(), 0, MAX_SLOW_NODE_DELAY.toMillis());
        CommandLine.requireInRange("--warmup", warmup.toSeconds(), 0, MAX_DURATION.toSeconds());
        CommandLine.requireInRange("--rounds", rounds, 1, MAX_ROUNDS);
        CommandLine.requireInRange("--turn", turn.toMillis(), MIN_TURN.toMillis(), MAX_DURATION.toMillis());
        CommandLine.requireInRange("--forks", forks, 1, MAX_FORKS);
        if (contenders.stream().distinct().count() < contenders.size()) {
            throw new IllegalArgumentException(
                    "--contender: " + NamedOption.labels(contenders.toArray(NamedOption[]::new))
                            + " has a duplicate; to compare bare with itself, use bare,bare-again");
        }
    }

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    static LoadOptions parse(List<String> arguments) {
        CommandLine given = CommandLine.parse(arguments, Set.of(ANONYMOUS), WITH_VALUE);
        return new LoadOptions(
                NamedOption.parse("--client", given.text("--client", "apache,netty"), HttpClientKind.values()),
                NamedOption.parse("--contender", given.text("--contender", Contender.DEFAULTS), Contender.values()),
                given.numbers("--concurrency", "1,32"),
                given.number("--nodes", 3),
                Duration.ofMillis(given.number("--slow", 0)),
                Duration.ofSeconds(given.number("--warmup", 5)),
                given.number("--rounds", 7),
                Duration.ofMillis(given.number("--turn", 3_000)),
                given.number("--forks", 1),
                !given.has(ANONYMOUS));
    }

    /** The command line for one client and one concurrency, in one process. */
    List<String> commandLine(HttpClientKind client, int concurrency) {
        Stream<String> all = Stream.of(
                "--client",
                client.label(),
                "--contender",
                contenders.stream().map(Contender::label).collect(Collectors.joining(",")),
                "--concurrency",
                Integer.toString(concurrency),
                "--nodes",
                Integer.toString(nodes),
                "--slow",
                Long.toString(slowNodeDelay.toMillis()),
                "--warmup",
                Long.toString(warmup.toSeconds()),
                "--rounds",
                Integer.toString(rounds),
                "--turn",
                Long.toString(turn.toMillis()));
        return (signed ? all : Stream.concat(all, Stream.of(ANONYMOUS))).toList();
    }

    /** The total measuring and warm-up time, without starting and closing. */
    Duration totalTime() {
        return warmup.plus(turn.multipliedBy(rounds))
                .multipliedBy((long) forks * contenders.size() * clients.size() * concurrencies.size());
    }
}
