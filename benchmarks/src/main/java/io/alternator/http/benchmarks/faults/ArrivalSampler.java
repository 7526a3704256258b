package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Samples the request counts of the nodes every 10 ms. */
final class ArrivalSampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final TrialCluster cluster;
    private final List<Arrivals.Snapshot> snapshots = new ArrayList<>();
    private final CompletableFuture<Void> sampling;
    private volatile boolean finished;

    private ArrivalSampler(TrialCluster cluster) {
        this.cluster = cluster;
        snapshots.add(snapshot());
        this.sampling = CompletableFuture.runAsync(this::run, task -> {
            Thread thread = new Thread(task, "arrival-sampler");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static ArrivalSampler over(TrialCluster cluster) {
        return new ArrivalSampler(cluster);
    }

    private void run() {
        try {
            while (!finished) {
                Pause.of(INTERVAL);
                snapshots.add(snapshot());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Arrivals.Snapshot snapshot() {
        long now = System.nanoTime();
        return new Arrivals.Snapshot(
                now,
                IntStream.range(0, cluster.nodes()).mapToObj(cluster::requests).toList());
    }

    /** Stops sampling and returns the snapshots. Throws if a node could not be queried. */
    Arrivals arrivals() {
        finished = true;
        sampling.join();
        return new Arrivals(List.copyOf(snapshots));
    }

    @Override
    public void close() {
        finished = true;
    }
}
