package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.Command;
import io.alternator.http.benchmarks.common.HttpClientKind;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** {@code load}: compares the cost of requests with and without the wrapper. */
public final class LoadCommand {
    private static final Command<LoadOptions> COMMAND =
            new Command<>(LoadHelp.text(), LoadOptions::parse, LoadCommand::compareAll);

    private LoadCommand() {}

    /** Runs the command and returns the exit status of the process. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static void compareAll(LoadOptions options, PrintStream out) {
        out.printf(
                "%d nodes (bare: 1), last node delayed by %d ms, %d s of warm-up each, %d rounds of %d ms each, %d processes, %s; JDK %s, %d processors; about %d s%n",
                options.nodes(),
                options.slowNodeDelay().toMillis(),
                options.warmup().toSeconds(),
                options.rounds(),
                options.turn().toMillis(),
                options.forks(),
                options.signed() ? "signed" : "anonymous",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                options.totalTime().toSeconds());
        for (HttpClientKind client : options.clients()) {
            for (int concurrency : options.concurrencies()) {
                double before = loadAverage();
                ComparisonTable table = compare(client, concurrency, options);
                out.printf(
                        Locale.ROOT,
                        "%n%s, %d concurrent requests; load average %.1f before, %.1f after%n%n%s%n",
                        client.label(),
                        concurrency,
                        before,
                        loadAverage(),
                        table.text());
            }
        }
    }

    /** Each process opens and warms up a different contender first. */
    private static ComparisonTable compare(HttpClientKind client, int concurrency, LoadOptions options) {
        return ComparisonTable.of(IntStream.range(0, options.forks())
                .mapToObj(fork -> SessionProcess.run(client, concurrency, options, fork))
                .toList());
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
