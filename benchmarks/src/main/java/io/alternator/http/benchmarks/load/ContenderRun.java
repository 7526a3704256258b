package io.alternator.http.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** A contender with its client, its cluster and its measurements so far. Not thread-safe. */
final class ContenderRun implements AutoCloseable {
    /** How long to wait for requests in flight at the end of a turn. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private final Contender contender;
    private final RequestLoop loop;
    private final int concurrency;
    private final StubServerHandle server;
    private final int cluster;
    private final List<TurnMetrics> samples = new ArrayList<>();

    ContenderRun(Contender contender, RequestLoop loop, int concurrency, StubServerHandle server, int cluster) {
        this.contender = contender;
        this.loop = loop;
        this.concurrency = concurrency;
        this.server = server;
        this.cluster = cluster;
    }

    /** Runs and records one turn. Collects garbage first, so that this contender does not pay for that of others. */
    void measure(Duration length) throws InterruptedException {
        System.gc();
        TurnMetrics.Counters before = counters();
        Turn turn = run(length);
        long elapsed = turn.elapsedNanos();
        samples.add(TurnMetrics.of(turn, elapsed, before, counters()));
    }

    /**
     * Sends requests for this long.
     *
     * @throws IllegalStateException if a request fails after the SDK's retries, or does not complete within 30 s after the turn
     */
    Turn run(Duration length) throws InterruptedException {
        Turn turn = new Turn(length);
        CompletableFuture<?>[] loops =
                IntStream.range(0, concurrency).mapToObj(i -> loop.run(turn)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(loops).get(length.plus(DRAIN_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
            return turn;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(contender.label() + ": a request failed or did not complete", e);
        }
    }

    private TurnMetrics.Counters counters() {
        return new TurnMetrics.Counters(ProcessUsage.now(), server.counters(cluster));
    }

    ComparisonTable.Row row() {
        return new ComparisonTable.Row(
                contender, samples, server.counters(cluster).open());
    }

    @Override
    public void close() {
        loop.close();
    }
}
