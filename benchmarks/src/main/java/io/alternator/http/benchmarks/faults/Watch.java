package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Asks the nodes every 10 ms what has arrived. */
final class Watch implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(10);

    private final Stage stage;
    private final List<Arrivals.Sample> samples = new ArrayList<>();
    private final CompletableFuture<Void> watching;
    private volatile boolean finished;

    private Watch(Stage stage) {
        this.stage = stage;
        samples.add(sample());
        this.watching = CompletableFuture.runAsync(this::run, task -> {
            Thread thread = new Thread(task, "watch");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static Watch over(Stage stage) {
        return new Watch(stage);
    }

    private void run() {
        try {
            while (!finished) {
                Pause.of(STEP);
                samples.add(sample());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Arrivals.Sample sample() {
        long now = System.nanoTime();
        return new Arrivals.Sample(
                now, IntStream.range(0, stage.nodes()).mapToObj(stage::requests).toList());
    }

    /** Ends the watch and tells what was seen; that a node could not be asked is told here too. */
    Arrivals arrivals() {
        finished = true;
        watching.join();
        return new Arrivals(List.copyOf(samples));
    }

    @Override
    public void close() {
        finished = true;
    }
}
