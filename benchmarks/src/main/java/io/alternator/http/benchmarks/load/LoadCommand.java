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
@Command(name = "load", sortOptions = false, description = """
        Sends GetItem requests for one item with and without the wrapper and prints the cost per request: one Markdown table per \
        client and concurrency. All contenders run in one process, over clients that stay open, each with its own nodes. They take \
        turns; the order changes from round to round. The nodes run in another process, in a minimal single-threaded server with \
        three fixed responses: MockWebServer of the test cluster would use several times the CPU. The server needs addresses of \
        127.0.0.0/8.
        """)
public final class LoadCommand extends BenchmarkCommand {
    private static final String DEFAULT_CONTENDERS = "bare,bare-again,per-request,per-connection";

    @Option(
            names = "--client",
            paramLabel = "NAME,…",
            description = "all, or any of apache, netty, apache5, crt, crt-async, url-connection; default apache,netty")
    private String client = "apache,netty";

    @Option(
            names = "--contender",
            paramLabel = "NAME,…",
            description = "all, or any of those below; the first is the baseline; default " + DEFAULT_CONTENDERS)
    private String contender = DEFAULT_CONTENDERS;

    @Option(
            names = "--concurrency",
            paramLabel = "N,…",
            split = ",",
            description = "concurrent requests, default 1,32; a sync client uses one thread per request")
    List<Integer> concurrencies = List.of(1, 32);

    @Option(names = "--nodes", paramLabel = "N", description = "number of nodes, default 3; bare uses only the first")
    int nodes = 3;

    @Option(
            names = "--slow",
            paramLabel = "N",
            description =
                    "response delay of the last node in milliseconds, for DynamoDB requests, default 0; with more than one"
                            + " node, bare does not use that node")
    private int slowMillis;

    @Option(names = "--item", paramLabel = "N", description = "size of the item's value in bytes, default 3")
    private int itemBytes = StubItem.SMALL.bytes();

    @Option(
            names = "--chunked",
            description = "responses in chunks of 8 KB, as Alternator sends large ones; by default they have a length")
    private boolean chunked;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "seconds of warm-up per contender, before all rounds, default 5. On two processors the JIT compiler is busy"
                            + " for about two minutes and slows down the contender warmed up last: to tell ratios of a few percent, use 40"
                            + " or more")
    private int warmupSeconds = 5;

    @Option(names = "--rounds", paramLabel = "N", description = "number of rounds, default 7")
    int rounds = 7;

    @Option(
            names = "--turn",
            paramLabel = "N",
            description =
                    "milliseconds per contender and round, default 3000; many short turns give more precise ratios than few"
                            + " long ones")
    private int turnMillis = 3_000;

    @Option(
            names = "--forks",
            paramLabel = "N",
            description =
                    "number of processes in which the comparison is repeated, default 1. JIT inlining and the assignment of"
                            + " connections to threads differ between processes and last for the lifetime of one. With more than one"
                            + " process, each contributes its medians as one sample")
    private int forks = 1;

    @Option(
            names = "--anonymous",
            description = "no request signatures; by default requests are signed, which costs more than the wrapper")
    boolean anonymous;

    @Override
    protected String footer() {
        return NamedOption.describe("contenders", Contender.values(), Contender::description) + manual();
    }

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
        List<String> arguments = arguments();
        return ComparisonTable.of(IntStream.range(0, forks)
                .mapToObj(fork -> Session.run(kind, concurrency, arguments, fork))
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

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    Duration turn() {
        return Duration.ofMillis(turnMillis);
    }

    /** The total measuring and warm-up time, without starting and closing. */
    Duration totalTime() {
        return warmup().plus(turn().multipliedBy(rounds))
                .multipliedBy((long) forks * contenders().size() * clients().size() * concurrencies.size());
    }
}
