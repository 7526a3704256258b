package io.alternator.http.benchmarks.load;

import com.fasterxml.jackson.core.type.TypeReference;
import io.alternator.http.benchmarks.common.Callers;
import io.alternator.http.benchmarks.common.ChildJvm;
import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.stub.StubServerProcess;
import io.alternator.http.support.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Compares all contenders over one kind of client at one concurrency, in a process of its own: the JIT compiler's decisions last for
 * the lifetime of a process.
 */
final class Session {
    /** How long to wait for requests in flight at the end of a turn. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private final LoadCommand options;
    private final int concurrency;
    private final StubServerProcess server;
    private final List<Run> runs;

    /** A contender with its client, its cluster and its measurements so far. */
    private record Run(Contender contender, Callers callers, int cluster, List<Map<Figure, Double>> samples) {}

    /**
     * Runs one session in a new process.
     *
     * @param arguments the command line of {@code load}
     * @param first the index of the contender that is opened and warmed up first, because the order can have a lasting effect
     */
    static ComparisonTable run(HttpClientKind client, int concurrency, List<String> arguments, int first) {
        List<String> all = Stream.concat(
                        Stream.of(client.name(), Integer.toString(concurrency), Integer.toString(first)),
                        arguments.stream())
                .toList();
        try (ChildJvm process = ChildJvm.fork(Session.class, all)) {
            return process.query(new TypeReference<>() {});
        }
    }

    /** Arguments: those of {@link #run}. */
    public static void main(String[] args) throws Exception {
        LoadCommand options = Program.parse(new LoadCommand(), List.of(args).subList(3, args.length))
                .check();
        ChildJvm.serve(() ->
                run(HttpClientKind.valueOf(args[0]), Integer.parseInt(args[1]), options, Integer.parseInt(args[2])));
    }

    /** Clients stay open throughout, so they keep their connections. */
    private static ComparisonTable run(HttpClientKind client, int concurrency, LoadCommand options, int first)
            throws InterruptedException {
        List<Contender> contenders = options.contenders();
        Map<Contender, Run> runs = new EnumMap<>(Contender.class);
        try (StubServerProcess server =
                StubServerProcess.start(contenders.size(), options.nodes, options.slowNodeDelay(), options.item())) {
            try {
                for (int i = 0; i < contenders.size(); i++) {
                    int cluster = (first + i) % contenders.size();
                    Contender contender = contenders.get(cluster);
                    ClientTarget target = contender.to(server.cluster(cluster), credentials(options));
                    // room for all concurrent requests on every node, so that the pool's limit closes no connections
                    OptionalInt pool = OptionalInt.of(options.nodes * concurrency);
                    Callers callers = Callers.chained(client.open(target, pool), concurrency);
                    runs.put(contender, new Run(contender, callers, cluster, new ArrayList<>()));
                }
                List<Run> inOrder = contenders.stream().map(runs::get).toList();
                return new Session(options, concurrency, server, inOrder).compare(first);
            } finally {
                runs.values().forEach(run -> run.callers().close());
            }
        }
    }

    private Session(LoadCommand options, int concurrency, StubServerProcess server, List<Run> runs) {
        this.options = options;
        this.concurrency = concurrency;
        this.server = server;
        this.runs = runs;
    }

    /** Each round starts with a different contender, which spreads the effects of order. */
    private ComparisonTable compare(int first) throws InterruptedException {
        for (int i = 0; i < runs.size(); i++) {
            send(runs.get((first + i) % runs.size()), options.warmup());
        }
        for (int round = 0; round < options.rounds; round++) {
            for (int i = 0; i < runs.size(); i++) {
                measure(runs.get((round + i) % runs.size()));
            }
        }
        return new ComparisonTable(runs.stream()
                .map(run -> new ComparisonTable.Row(
                        run.contender(),
                        run.samples(),
                        server.state().clusters().get(run.cluster()).counters().open()))
                .toList());
    }

    /** Runs and records one turn. Collects garbage first, so that this contender does not pay for that of others. */
    private void measure(Run run) throws InterruptedException {
        System.gc();
        Figure.Counters before = counters(run);
        Turn turn = send(run, options.turn());
        long elapsed = turn.elapsedNanos();
        run.samples().add(Figure.of(turn.latencies(), elapsed, before, counters(run)));
    }

    /** Throws if a request fails after the SDK's retries, or does not complete within 30 s after the turn. */
    private Turn send(Run run, Duration length) throws InterruptedException {
        Turn turn = new Turn(length, concurrency);
        try {
            run.callers().run(turn).get(length.plus(DRAIN_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
            return turn;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(run.contender().label() + ": a request failed or did not complete", e);
        }
    }

    private Figure.Counters counters(Run run) {
        StubServerProcess.State state = server.state();
        return new Figure.Counters(
                ProcessUsage.now(), state.clusters().get(run.cluster()).counters(), state.cpuNanos());
    }

    private static AwsCredentialsProvider credentials(LoadCommand options) {
        return options.anonymous
                ? AnonymousCredentialsProvider.create()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create("alternator", "secret"));
    }
}
