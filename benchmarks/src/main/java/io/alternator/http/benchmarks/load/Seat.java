package io.alternator.http.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** A contender at play: its client, its cluster, and its samples so far. One thread at a time. */
final class Seat implements AutoCloseable {
    /** For requests that are under way when a turn is over. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Contender contender;
    private final Caller caller;
    private final int concurrency;
    private final Server server;
    private final int cluster;
    private final List<Sample> samples = new ArrayList<>();

    Seat(Contender contender, Caller caller, int concurrency, Server server, int cluster) {
        this.contender = contender;
        this.caller = caller;
        this.concurrency = concurrency;
        this.server = server;
        this.cluster = cluster;
    }

    /** Garbage of others is collected before, so that nobody pays for it. */
    void measure(Duration length) throws InterruptedException {
        System.gc();
        Sample.State before = state();
        Turn turn = ask(length);
        long elapsed = turn.elapsedNanos();
        samples.add(Sample.of(turn, elapsed, before, state()));
    }

    /**
     * Asks for so long.
     *
     * @throws IllegalStateException if a request fails in spite of the SDK's retries, or does not end
     */
    Turn ask(Duration length) throws InterruptedException {
        Turn turn = new Turn(length);
        CompletableFuture<?>[] callers =
                IntStream.range(0, concurrency).mapToObj(i -> caller.ask(turn)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(callers).get(length.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            return turn;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(contender.label() + ": a request failed or did not end", e);
        }
    }

    private Sample.State state() {
        return new Sample.State(Usage.now(), server.traffic(cluster));
    }

    Table.Row row() {
        return new Table.Row(contender, samples, server.traffic(cluster).open());
    }

    @Override
    public void close() {
        caller.close();
    }
}
