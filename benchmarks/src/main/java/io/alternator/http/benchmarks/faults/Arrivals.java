package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * How many requests each node has read, every 10 ms: attempts, not answers, so that what goes to a node that hangs counts, and
 * so does each retry. To be read when finished.
 */
final class Arrivals implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final long WINDOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final double FAIR = 0.8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Stage stage;
    private final List<Sample> samples = new ArrayList<>();
    private final CompletableFuture<Void> watching;
    private volatile boolean finished;

    private Arrivals(Stage stage) {
        this.stage = stage;
        this.watching = CompletableFuture.runAsync(this::run, task -> {
            Thread thread = new Thread(task, "arrivals");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static Arrivals watch(Stage stage) {
        return new Arrivals(stage);
    }

    private record Sample(long at, List<Long> requests) {
        long total() {
            return requests.stream().mapToLong(Long::longValue).sum();
        }

        /** Of all that arrived since an earlier one; not a number if nothing did. */
        double share(int node, Sample since) {
            return (double) (requests.get(node) - since.requests.get(node)) / (total() - since.total());
        }
    }

    private void run() {
        try {
            while (!finished) {
                samples.add(new Sample(
                        System.nanoTime(),
                        IntStream.range(0, stage.nodes())
                                .mapToObj(stage::requests)
                                .toList()));
                Pause.of(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; that a node could not be asked is told here. */
    void finish() {
        finished = true;
        watching.join();
    }

    @Override
    public void close() {
        finished = true;
    }

    /** The node's part of what arrived in between; empty if nothing did. */
    OptionalDouble share(int node, long from, long to) {
        double share = last(to).share(node, last(from));
        return to - from <= 0 || Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    /** Seconds until the node's first request. */
    OptionalDouble secondsToFirst(int node, long from) {
        long before = last(from).requests.get(node);
        return samples.stream()
                .filter(sample -> sample.at - from >= 0 && sample.requests.get(node) > before)
                .mapToDouble(sample -> (sample.at - from) / NANOS_PER_SECOND)
                .findFirst();
    }

    /** Seconds until the first 500 ms are over of which the node had its fair share, or 80 % of that. */
    OptionalDouble secondsToFairShare(int node, long from) {
        int start = samples.indexOf(last(from));
        for (int end = start + 1; end < samples.size(); end++) {
            while (samples.get(end).at - samples.get(start + 1).at >= WINDOW_NANOS) {
                start++;
            }
            Sample since = samples.get(start);
            Sample now = samples.get(end);
            if (now.at - Math.max(since.at, from) >= WINDOW_NANOS && now.share(node, since) >= FAIR / stage.nodes()) {
                return OptionalDouble.of((now.at - from) / NANOS_PER_SECOND);
            }
        }
        return OptionalDouble.empty();
    }

    /** As it was at that moment. */
    private Sample last(long at) {
        Sample last = samples.get(0);
        for (Sample sample : samples) {
            if (sample.at - at <= 0) {
                last = sample;
            }
        }
        return last;
    }
}
