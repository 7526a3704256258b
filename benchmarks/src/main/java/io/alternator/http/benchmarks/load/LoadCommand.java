package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Command;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** {@code load}: compares what a request costs through the wrapper with what it costs without. */
public final class LoadCommand {
    private static final Command<Options> COMMAND = new Command<>(Help.text(), Options::parse, LoadCommand::play);

    private LoadCommand() {}

    /** Runs it and returns what the process is to end with. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static void play(Options options, PrintStream out) {
        out.printf(
                "%d nodes (bare: 1), the last one %d ms slow, %d s of warm-up each, %d rounds of %d ms each, %d processes, %s; JDK %s, %d processors; about %d s%n",
                options.nodes(),
                options.slowness().toMillis(),
                options.warmup().toSeconds(),
                options.rounds(),
                options.turn().toMillis(),
                options.forks(),
                options.signed() ? "signed" : "anonymous",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                options.length().toSeconds());
        for (ClientKind client : options.clients()) {
            for (int concurrency : options.concurrencies()) {
                double before = loadAverage();
                Table table = play(client, concurrency, options);
                out.printf(
                        Locale.ROOT,
                        "%n%s, %d at once; load average %.1f before, %.1f after%n%n%s%n",
                        client.label(),
                        concurrency,
                        before,
                        loadAverage(),
                        table.text());
            }
        }
    }

    /** In each process another contender is opened and warmed up first. */
    private static Table play(ClientKind client, int concurrency, Options options) {
        return Table.of(IntStream.range(0, options.forks())
                .mapToObj(fork -> SessionProcess.play(client, concurrency, options, fork))
                .toList());
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
