package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Program;
import io.alternator.http.support.Program.InvalidOptionException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code load}: compares the cost of requests with and without the wrapper. */
@Command(name = "load", sortOptions = false, resourceBundle = "help.load")
public final class LoadCommand extends BenchmarkCommand {
    @Option(names = "--client", paramLabel = "NAME,…")
    private String client = "apache,netty";

    @Option(names = "--contender", paramLabel = "NAME,…")
    private String contender = "bare,bare-again,per-request,per-connection";

    @Option(names = "--concurrency", paramLabel = "N,…", split = ",")
    List<Integer> concurrencies = List.of(1, 32);

    @Option(names = "--nodes", paramLabel = "N")
    int nodes = 3;

    @Option(names = "--slow", paramLabel = "N")
    private int slowMillis;

    @Option(names = "--item", paramLabel = "N")
    private int itemBytes = StubItem.SMALL.bytes();

    @Option(names = "--chunked")
    private boolean chunked;

    @Option(names = "--warmup", paramLabel = "N")
    int warmupSeconds = 5;

    @Option(names = "--rounds", paramLabel = "N")
    int rounds = 7;

    @Option(names = "--turn", paramLabel = "N")
    int turnMillis = 3_000;

    @Option(names = "--forks", paramLabel = "N")
    private int forks = 1;

    @Option(names = "--anonymous")
    boolean anonymous;

    @Override
    public Integer call() {
        check();
        out().printf(
                        "%d nodes (bare: 1), last node delayed by %d ms, items of %d B%s, %d s of warm-up each, %d rounds of %d ms each, %d processes, %s; %s; about %d s%n",
                        nodes,
                        slowMillis,
                        itemBytes,
                        chunked ? " in chunks" : "",
                        warmupSeconds,
                        rounds,
                        turnMillis,
                        forks,
                        anonymous ? "anonymous" : "signed",
                        machine(),
                        totalTime().toSeconds());
        for (HttpClientKind kind : clients()) {
            for (int concurrency : concurrencies) {
                double before = loadAverage();
                ComparisonTable table = compare(kind, concurrency);
                out().printf(
                                Locale.ROOT,
                                "%n%s, %d concurrent requests; load average %.1f before, %.1f after%n%n%s",
                                kind.label(),
                                concurrency,
                                before,
                                loadAverage(),
                                table.text());
            }
        }
        return Program.OK;
    }

    /** Each process opens and warms up a different contender first. */
    private ComparisonTable compare(HttpClientKind kind, int concurrency) {
        return ComparisonTable.of(IntStream.range(0, forks)
                .mapToObj(fork -> Session.run(kind, concurrency, arguments(), fork))
                .toList());
    }

    /** Throws {@link InvalidOptionException}, or returns this. */
    LoadCommand check() {
        clients();
        List<Contender> chosen = contenders();
        if (chosen.stream().distinct().count() < chosen.size()) {
            throw new InvalidOptionException("--contender: " + NamedOption.labels(chosen.toArray(NamedOption[]::new))
                    + " has a duplicate; to compare bare with itself, use bare,bare-again");
        }
        concurrencies.forEach(callers -> Program.requireInRange("--concurrency", callers, 1, 1_000));
        Program.requireInRange("--nodes", nodes, 1, 50);
        Program.requireInRange("--slow", slowMillis, 0, 1_000);
        Program.requireInRange("--item", itemBytes, 1, 10_000_000);
        Program.requireInRange("--warmup", warmupSeconds, 0, 60);
        Program.requireInRange("--rounds", rounds, 1, 1_000);
        Program.requireInRange("--turn", turnMillis, 100, 60_000);
        Program.requireInRange("--forks", forks, 1, 100);
        return this;
    }

    List<HttpClientKind> clients() {
        return NamedOption.parse("--client", client, HttpClientKind.values());
    }

    /** The first is the baseline of the comparison. */
    List<Contender> contenders() {
        return NamedOption.parse("--contender", contender, Contender.values());
    }

    Duration slowNodeDelay() {
        return Duration.ofMillis(slowMillis);
    }

    StubItem item() {
        return new StubItem(itemBytes, chunked);
    }

    /** The total measuring and warm-up time, without starting and closing. */
    Duration totalTime() {
        return Duration.ofSeconds(warmupSeconds)
                .plus(Duration.ofMillis(turnMillis).multipliedBy(rounds))
                .multipliedBy((long) forks * contenders().size() * clients().size() * concurrencies.size());
    }
}
