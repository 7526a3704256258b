package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.stub.StubCluster;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Callers;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.support.ItemClient;
import io.alternator.http.support.Program;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Compares all contenders over one kind of client at one concurrency, in a process of its own: the JIT compiler's decisions last for
 * the lifetime of a process. The clients stay open as long, so they keep their connections.
 */
final class Session {
    /** How long to wait for requests in flight at the end of a turn. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    /** The wrapper's default. Netty's 5 s would close connections that are idle during the turns of other contenders. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private static final long MAX_LATENCY = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final LoadCommand options;
    private final ChildJvm<StubCluster.State[]> server;
    private final List<Run> runs = new ArrayList<>();

    /** A contender with its client and callers, its cluster and its measurements so far. */
    private record Run(
            Contender contender, ItemClient client, Callers callers, int cluster, List<Map<Figure, Double>> samples) {}

    /**
     * A time slice in which one contender read the same item.
     *
     * @param latencies in nanoseconds
     * @param elapsedNanos exceeds the length of the turn by the rest of the last requests
     */
    private record Turn(Histogram latencies, long elapsedNanos) {}

    /**
     * Runs one session in a new process.
     *
     * @param arguments the command line of {@code load}
     * @param first the index of the contender that is warmed up first, because the order can have a lasting effect
     */
    static ComparisonTable run(HttpClientKind client, int concurrency, List<String> arguments, int first) {
        try (ChildJvm<ComparisonTable> process = ChildJvm.fork(() -> {
            LoadCommand options = Program.parse(new LoadCommand(), arguments).check();
            return () -> new Session(options, client, concurrency).compare(first);
        })) {
            return process.query();
        }
    }

    private Session(LoadCommand options, HttpClientKind client, int concurrency) {
        List<Contender> contenders = options.contenders();
        this.options = options;
        this.server =
                StubCluster.startProcess(contenders.size(), options.nodes, options.slowNodeDelay(), options.item());
        // room for all concurrent requests on every node, so that the pool's limit closes no connections
        AttributeMap pool = AttributeMap.builder()
                .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, options.nodes * concurrency)
                .put(SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT, IDLE_TIMEOUT)
                .build();
        for (Contender contender : contenders) {
            int cluster = runs.size();
            ClientTarget target = contender.to(
                    server.query()[cluster].config().meterRegistry(new SimpleMeterRegistry()), !options.anonymous);
            runs.add(new Run(
                    contender, client.open(target, pool), new Callers(concurrency), cluster, new ArrayList<>()));
        }
    }

    /** Each round starts with a different contender, which spreads the effects of order. */
    private ComparisonTable compare(int first) throws InterruptedException {
        for (int i = 0; i < runs.size(); i++) {
            send(runs.get((first + i) % runs.size()), Duration.ofSeconds(options.warmupSeconds));
        }
        for (int round = 0; round < options.rounds; round++) {
            for (int i = 0; i < runs.size(); i++) {
                measure(runs.get((round + i) % runs.size()));
            }
        }
        StubCluster.State[] end = server.query();
        return new ComparisonTable(runs.stream()
                .map(run -> new ComparisonTable.Row(run.contender(), run.samples(), end[run.cluster()].open()))
                .toList());
    }

    /** Runs and records one turn. Collects garbage first, so that this contender does not pay for that of others. */
    private void measure(Run run) throws InterruptedException {
        System.gc();
        Figure.Counters before = counters(run);
        Turn turn = send(run, Duration.ofMillis(options.turnMillis));
        run.samples().add(Figure.of(turn.latencies(), turn.elapsedNanos(), before, counters(run)));
    }

    private Figure.Counters counters(Run run) {
        return Figure.Counters.now(server.query()[run.cluster()]);
    }

    /** Throws if a request fails after the SDK's retries, or does not complete within 30 s after the turn. */
    private static Turn send(Run run, Duration length) throws InterruptedException {
        Histogram latencies = new AtomicHistogram(MAX_LATENCY, DIGITS); // records without allocation
        long began = System.nanoTime();
        run.callers().run(run.contender().label(), length.plus(DRAIN_TIMEOUT), caller -> {
            long sentAt = System.nanoTime();
            if (sentAt - began >= length.toNanos()) {
                return null;
            }
            return run.client().get(StubItem.REQUEST).handle((response, failure) -> {
                latencies.recordValue(Math.min(MAX_LATENCY, System.nanoTime() - sentAt));
                if (response == null || !response.hasItem()) {
                    throw new IllegalStateException("no item: the comparison would be one of error handling", failure);
                }
                return response;
            });
        });
        return new Turn(latencies, System.nanoTime() - began);
    }
}
