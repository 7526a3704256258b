package io.alternator.http.benchmarks.churn;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.churn.Churn.Heap;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.Markdown;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.support.Program;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code churn}: the heap of clients whose nodes come and go. */
@Command(
        name = "churn",
        sortOptions = false,
        description =
                "Heap while nodes come and go.%n%nA cluster of ten nodes on 127.0.0.0/8 replaces five nodes at a time by nodes"
                        + " with new addresses, as Kubernetes does, and each gets writes. Clients are built from a builder. Prints the heap"
                        + " in use after a garbage collection in the second and the last tenth of the addresses, and the growth, whose limit"
                        + " is 10 %%.%n")
public final class ChurnCommand implements Callable<Integer> {
    private static final double BYTES_PER_MB = 1 << 20;

    @Option(
            names = "--client",
            paramLabel = "LIST",
            description = "HTTP clients, comma-separated, or all; default apache,netty")
    private String client = "apache,netty";

    @Option(names = "--addresses", paramLabel = "N", description = "addresses altogether, default 3000")
    private int addresses = 3_000;

    @Option(names = "--kilobytes", paramLabel = "N", description = "size of each item that is written, default 100")
    private int kilobytes = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<HttpClientKind> kinds = NamedOption.parse("--client", client, HttpClientKind.values());
        Program.requireInRange("--addresses", addresses, 100, 60_000);
        Program.requireInRange("--kilobytes", kilobytes, 1, 400);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Markdown.head(
                List.of("client", "strategy", "early MB", "late MB", "growth %", "KB per address"),
                column -> column > 1));
        for (HttpClientKind kind : kinds) {
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                try (Churn churn = new Churn(kind, strategy, kilobytes << 10)) {
                    out.println(row(kind, strategy, churn.run(addresses)));
                    out.flush();
                }
            }
        }
        return Program.OK;
    }

    private String row(HttpClientKind kind, RoutingStrategy strategy, Heap heap) {
        double between = addresses * 0.8; // from the middle of the second tenth to that of the last
        return Markdown.row(Stream.of(
                kind.label(),
                strategy.name(),
                String.format(Locale.ROOT, "%.1f", heap.early() / BYTES_PER_MB),
                String.format(Locale.ROOT, "%.1f", heap.late() / BYTES_PER_MB),
                String.format(Locale.ROOT, "%+.1f", 100 * heap.growth()),
                String.format(Locale.ROOT, "%+.2f", (heap.late() - heap.early()) / 1024 / between)));
    }
}
