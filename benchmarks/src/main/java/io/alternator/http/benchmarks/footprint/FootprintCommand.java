package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.MedianInterval;
import io.alternator.http.benchmarks.stub.StubCluster;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.support.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code footprint}: compares the first request, the heap and the threads of clients with and without the wrapper. */
@Command(name = "footprint", sortOptions = false, resourceBundle = "help.footprint")
public final class FootprintCommand extends BenchmarkCommand {
    @Option(names = "--clients", paramLabel = "N")
    private int clients = 200;

    @Option(names = "--starts", paramLabel = "N")
    private int starts = 7;

    @Option(names = "--rounds", paramLabel = "N")
    private int rounds = 2;

    @Override
    public Integer call() {
        Program.requireInRange("--clients", clients, 2, 1_000);
        Program.requireInRange("--starts", starts, 1, 100);
        Program.requireInRange("--rounds", rounds, 1, 100);
        double before = loadAverage();
        try (ChildJvm<StubCluster.State[]> server = StubCluster.startProcess(1, 3, Duration.ZERO, StubItem.SMALL)) {
            String node = server.query()[0].config().build().endpoint().toString();
            Footprint.of(Contender.PER_REQUEST, 1, node); // warms up the server and the file cache
            String table = table(clients, Runs.measure(starts, 1, node), Runs.measure(rounds, clients, node));
            out().printf(
                            Locale.ROOT,
                            "%d starts, %d rounds of %d clients; %s; load average %.1f before, %.1f after%n%n%s%n",
                            starts,
                            rounds,
                            clients,
                            machine(),
                            before,
                            loadAverage(),
                            table);
        }
        return Program.OK;
    }

    /** Measurements, bare and wrapped. */
    record Runs(List<Footprint> bare, List<Footprint> wrapped) {
        private static Runs measure(int times, int clients, String node) {
            Runs runs = new Runs(new ArrayList<>(), new ArrayList<>());
            for (int run = 0; run < times; run++) {
                runs.bare.add(Footprint.of(Contender.BARE, clients, node));
                runs.wrapped.add(Footprint.of(Contender.PER_REQUEST, clients, node));
            }
            return runs;
        }

        /** The row of this figure, with the median of each side. */
        private String row(String name, String limit, ToDoubleFunction<Footprint> figure) {
            double without =
                    MedianInterval.of(bare.stream().mapToDouble(figure)).median();
            double with =
                    MedianInterval.of(wrapped.stream().mapToDouble(figure)).median();
            return String.format(
                    Locale.ROOT, "| %s | %.1f | %.1f | %+.1f | %s |", name, without, with, with - without, limit);
        }
    }

    static String table(int clients, Runs first, Runs all) {
        return String.join(
                System.lineSeparator(),
                "| figure | bare | wrapped | difference | limit |",
                "|---|--:|--:|--:|--:|",
                first.row("first request ms", "+40", Footprint::firstRequestMillis),
                all.row("heap per client KB", "+40", run -> run.heapBytes() / 1024.0 / clients),
                all.row("threads for " + clients + " clients", "", Footprint::threads),
                all.row("threads added after the first client", "+0", run -> run.threads() - run.firstThreads()));
    }
}
