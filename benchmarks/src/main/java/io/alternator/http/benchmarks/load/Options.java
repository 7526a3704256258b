package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.Arguments;
import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Named;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param contenders the first is what the others are compared with
 * @param concurrencies requests under way at any moment
 * @param slowness that the last node of each contender's takes to answer; zero for no slow node
 * @param warmup of each contender
 * @param turn of each contender in each round
 * @param forks how often all of it is done, each time in a new process
 */
record Options(
        List<ClientKind> clients,
        List<Contender> contenders,
        List<Integer> concurrencies,
        int nodes,
        Duration slowness,
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

    private static final int MOST_CALLERS = 1_000;
    private static final int MOST_NODES = 50;
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_FORKS = 100;
    private static final Duration MOST_SLOWNESS = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TURN = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    Options {
        concurrencies.forEach(callers -> Arguments.within("--concurrency", callers, 1, MOST_CALLERS));
        Arguments.within("--nodes", nodes, 1, MOST_NODES);
        Arguments.within("--slow", slowness.toMillis(), 0, MOST_SLOWNESS.toMillis());
        Arguments.within("--warmup", warmup.toSeconds(), 0, LONGEST.toSeconds());
        Arguments.within("--rounds", rounds, 1, MOST_ROUNDS);
        Arguments.within("--turn", turn.toMillis(), SHORTEST_TURN.toMillis(), LONGEST.toMillis());
        Arguments.within("--forks", forks, 1, MOST_FORKS);
        if (contenders.stream().distinct().count() < contenders.size()) {
            throw new IllegalArgumentException("--contender: " + Named.labels(contenders.toArray(Named[]::new))
                    + " names one twice; to compare like with like, use bare,bare-again");
        }
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with the setting, its value and the remedy
     */
    static Options parse(List<String> arguments) {
        Arguments given = Arguments.read(arguments, Set.of(ANONYMOUS), WITH_VALUE);
        return new Options(
                Named.parse("--client", given.text("--client", "apache,netty"), ClientKind.values()),
                Named.parse("--contender", given.text("--contender", Contender.USUAL), Contender.values()),
                given.numbers("--concurrency", "1,32"),
                given.number("--nodes", 3),
                Duration.ofMillis(given.number("--slow", 0)),
                Duration.ofSeconds(given.number("--warmup", 5)),
                given.number("--rounds", 7),
                Duration.ofMillis(given.number("--turn", 3_000)),
                given.number("--forks", 1),
                !given.has(ANONYMOUS));
    }

    /** The command line of one of the clients and one of the concurrencies. */
    List<String> only(ClientKind client, int concurrency) {
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
                Long.toString(slowness.toMillis()),
                "--warmup",
                Long.toString(warmup.toSeconds()),
                "--rounds",
                Integer.toString(rounds),
                "--turn",
                Long.toString(turn.toMillis()));
        return (signed ? all : Stream.concat(all, Stream.of(ANONYMOUS))).toList();
    }

    /** How long all of it takes, but for starting and closing. */
    Duration length() {
        return warmup.plus(turn.multipliedBy(rounds))
                .multipliedBy((long) forks * contenders.size() * clients.size() * concurrencies.size());
    }
}
