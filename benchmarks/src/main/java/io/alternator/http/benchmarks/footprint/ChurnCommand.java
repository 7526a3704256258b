package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.footprint.Churn.Heap;
import io.alternator.http.support.Program;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code churn}: the heap of clients whose nodes come and go. */
@Command(name = "churn", sortOptions = false, resourceBundle = "help.churn")
public final class ChurnCommand extends BenchmarkCommand {
    private static final double BYTES_PER_KB = 1 << 10;
    private static final double BYTES_PER_MB = 1 << 20;

    @Option(names = "--client", paramLabel = "LIST")
    private String client = "apache,netty";

    @Option(names = "--addresses", paramLabel = "N")
    private int addresses = 3_000;

    @Option(names = "--kilobytes", paramLabel = "N")
    private int kilobytes = 100;

    @Override
    public Integer call() throws InterruptedException {
        List<HttpClientKind> kinds = NamedOption.parse("--client", client, HttpClientKind.values());
        Program.requireInRange("--addresses", addresses, 100, 60_000);
        Program.requireInRange("--kilobytes", kilobytes, 1, 400);
        out().println("| client | strategy | early MB | late MB | growth % | KB per address |");
        out().println("|---|---|--:|--:|--:|--:|");
        for (HttpClientKind kind : kinds) {
            for (Contender strategy : Contender.STRATEGIES) {
                try (Churn churn = new Churn(kind, strategy, kilobytes << 10)) {
                    print(kind, strategy, churn.run(addresses));
                }
            }
        }
        return Program.OK;
    }

    private void print(HttpClientKind kind, Contender strategy, Heap heap) {
        double between = addresses * 0.8; // from the middle of the second tenth to that of the last
        out().printf(
                        Locale.ROOT,
                        "| %s | %s | %.1f | %.1f | %+.1f | %+.2f |%n",
                        kind.label(),
                        strategy.label(),
                        heap.early() / BYTES_PER_MB,
                        heap.late() / BYTES_PER_MB,
                        100 * (heap.late() / heap.early() - 1),
                        (heap.late() - heap.early()) / BYTES_PER_KB / between);
    }
}
