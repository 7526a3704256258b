package io.alternator.http.benchmarks.footprint;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.MedianInterval;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.stub.StubCluster;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Callers;
import io.alternator.http.support.ItemClient;
import io.alternator.http.support.Program;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** {@code churn}: the heap of a client that writes to ten nodes, which are replaced by new ones, five at a time. */
@Command(name = "churn", sortOptions = false, resourceBundle = "help.churn")
public final class ChurnCommand extends BenchmarkCommand {
    private static final int NODES = 10;
    private static final Duration DISCOVERY_INTERVAL = Duration.ofMillis(50);
    private static final Duration NO_SLOW_START = Duration.ofMillis(1); // else new nodes wait for their connections
    private static final int CALLERS = 16;
    private static final Duration LIMIT = Duration.ofMinutes(1);
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
                measure(kind, strategy);
            }
        }
        return Program.OK;
    }

    /**
     * Replaces nodes until there were so many addresses. Each node gets requests before it leaves. Prints the medians of the heap after
     * garbage collections in the second and the last tenth of the addresses, as clients are renewed only now and then.
     */
    private void measure(HttpClientKind kind, Contender strategy) throws InterruptedException {
        PutItemRequest put = PutItemRequest.builder()
                .tableName("dogs")
                .item(Map.of(
                        "id", AttributeValue.fromS("1"),
                        "bark", AttributeValue.fromS("w".repeat(kilobytes << 10))))
                .build();
        LongStream.Builder early = LongStream.builder();
        LongStream.Builder late = LongStream.builder();
        try (StubCluster cluster = new StubCluster(NODES, Duration.ZERO, StubItem.SMALL);
                ItemClient items = kind.open(strategy.to(config(cluster), true), AttributeMap.empty());
                Callers callers = new Callers(CALLERS)) {
            while (cluster.addresses() < addresses) {
                cluster.replace(NODES / 2);
                writeUntilAllAreUsed(cluster, callers, () -> items.put(put));
                int tenth = cluster.addresses() * 10 / addresses; // rounded down
                if (tenth == 1) {
                    early.add(Footprint.heapInUse());
                } else if (tenth >= 9) {
                    late.add(Footprint.heapInUse());
                }
            }
        }
        print(kind, strategy, median(early), median(late));
    }

    private static AlternatorConfig.Builder config(StubCluster cluster) {
        return cluster.state().config().discoveryInterval(DISCOVERY_INTERVAL).slowStart(NO_SLOW_START);
    }

    /** In waves: no write begins while one of an earlier wave waits, so that all have at most one connection each. */
    private static void writeUntilAllAreUsed(StubCluster cluster, Callers callers, Supplier<CompletableFuture<?>> write)
            throws InterruptedException {
        long start = System.nanoTime();
        while (!cluster.allAreUsed()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("not all nodes got requests within " + LIMIT.toSeconds() + " s");
            }
            AtomicInteger left = new AtomicInteger(CALLERS);
            callers.run("writes", LIMIT, caller -> left.getAndDecrement() > 0 ? write.get() : null);
        }
    }

    private static double median(LongStream.Builder heaps) {
        return MedianInterval.of(heaps.build().asDoubleStream()).median();
    }

    private void print(HttpClientKind kind, Contender strategy, double early, double late) {
        double between = addresses * 0.8; // from the middle of the second tenth to that of the last
        out().printf(
                        Locale.ROOT,
                        "| %s | %s | %.1f | %.1f | %+.1f | %+.2f |%n",
                        kind.label(),
                        strategy.label(),
                        early / BYTES_PER_MB,
                        late / BYTES_PER_MB,
                        100 * (late / early - 1),
                        (late - early) / BYTES_PER_KB / between);
    }
}
