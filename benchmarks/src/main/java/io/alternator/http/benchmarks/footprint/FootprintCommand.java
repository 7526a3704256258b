package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.common.Markdown;
import io.alternator.http.benchmarks.common.MedianInterval;
import io.alternator.http.benchmarks.footprint.FootprintProcess.Footprint;
import io.alternator.http.benchmarks.load.StubServerProcess;
import io.alternator.http.support.Program;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footprint}: compares the first request, the heap and the threads of clients with and without the wrapper. */
@Command(
        name = "footprint",
        sortOptions = false,
        description =
                "First request, heap and threads with and without the wrapper.%n%nMeasures Apache clients in new JVMs, bare and"
                        + " wrapped in turn, against a server in another process, and prints the medians, their difference and the limit for"
                        + " the difference. With the defaults it takes about 70 s on an idle machine; a JVM that takes longer than 60 s ends"
                        + " the run with an error. The server needs addresses of 127.0.0.0/8.%n",
        footer = {
            "",
            "  first request ms      from before the first client is built to its first response",
            "  heap per client KB    heap in use after a garbage collection, divided by the number of clients",
            "  threads               live threads, including those of the JVM; the least number seen in 5.5 s"
        })
public final class FootprintCommand implements Callable<Integer> {
    private static final double BYTES_PER_KB = 1024;
    private static final double MAX_MILLIS = 40;
    private static final double MAX_KB = 40;
    private static final int MAX_CLIENTS = 1_000;
    private static final int MAX_PROCESSES = 100;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "200",
            description = "clients open at once for heap and threads, default 200; each has sent one request")
    private int clients;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "7",
            description = "JVMs that measure the first request, bare and wrapped each, default 7")
    private int starts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "JVMs that measure heap and threads, bare and wrapped each, default 2")
    private int rounds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Program.requireInRange("--clients", clients, 2, MAX_CLIENTS);
        Program.requireInRange("--starts", starts, 1, MAX_PROCESSES);
        Program.requireInRange("--rounds", rounds, 1, MAX_PROCESSES);
        PrintWriter out = spec.commandLine().getOut();
        double before = loadAverage();
        String table = measure();
        out.printf(
                Locale.ROOT,
                "%d starts, %d rounds of %d clients; JDK %s, %d processors; load average %.1f before, %.1f after%n%n%s%n",
                starts,
                rounds,
                clients,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                before,
                loadAverage(),
                table);
        return Program.OK;
    }

    private String measure() {
        try (StubServerProcess server = StubServerProcess.start(1, 3, Duration.ZERO)) {
            String host = server.hosts(0).get(0);
            FootprintProcess.run(true, 1, host, server.port()); // warms up the server and the file cache
            List<Footprint> bareStarts = new ArrayList<>();
            List<Footprint> wrappedStarts = new ArrayList<>();
            for (int start = 0; start < starts; start++) {
                bareStarts.add(FootprintProcess.run(false, 1, host, server.port()));
                wrappedStarts.add(FootprintProcess.run(true, 1, host, server.port()));
            }
            List<Footprint> bareAll = new ArrayList<>();
            List<Footprint> wrappedAll = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                bareAll.add(FootprintProcess.run(false, clients, host, server.port()));
                wrappedAll.add(FootprintProcess.run(true, clients, host, server.port()));
            }
            return table(clients, bareStarts, wrappedStarts, bareAll, wrappedAll);
        }
    }

    /** Each figure is the median of its JVMs. */
    static String table(
            int clients,
            List<Footprint> bareStarts,
            List<Footprint> wrappedStarts,
            List<Footprint> bareAll,
            List<Footprint> wrappedAll) {
        return String.join(
                System.lineSeparator(),
                Markdown.head(List.of("figure", "bare", "wrapped", "difference", "limit"), column -> column > 0),
                row("first request ms", bareStarts, wrappedStarts, Footprint::firstRequestMillis, MAX_MILLIS),
                row("heap per client KB", bareAll, wrappedAll, run -> run.heapBytes() / BYTES_PER_KB / clients, MAX_KB),
                row("threads for " + clients + " clients", bareAll, wrappedAll, Footprint::threads, Double.NaN),
                row("threads added after the first client", bareAll, wrappedAll, FootprintCommand::added, 0));
    }

    private static double added(Footprint run) {
        return run.threads() - run.firstThreads();
    }

    /** A row; without a limit if it is NaN. */
    private static String row(
            String name,
            List<Footprint> bare,
            List<Footprint> wrapped,
            ToDoubleFunction<Footprint> figure,
            double limit) {
        double without = MedianInterval.of(bare.stream().mapToDouble(figure)).median();
        double with = MedianInterval.of(wrapped.stream().mapToDouble(figure)).median();
        return Markdown.row(Stream.of(
                name,
                String.format(Locale.ROOT, "%.1f", without),
                String.format(Locale.ROOT, "%.1f", with),
                String.format(Locale.ROOT, "%+.1f", with - without),
                Double.isNaN(limit) ? "" : String.format(Locale.ROOT, "%+.0f", limit)));
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
