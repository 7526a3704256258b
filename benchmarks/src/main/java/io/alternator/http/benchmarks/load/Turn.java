package io.alternator.http.benchmarks.load;

import java.time.Duration;

/** The time slice in which one contender sends requests, with their latencies. Thread-safe. */
final class Turn {
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final long began = System.nanoTime();
    private final long length;

    Turn(Duration length) {
        this.length = length.toNanos();
    }

    boolean over() {
        return System.nanoTime() - began >= length;
    }

    void recordResponse(long sentAt) {
        latencies.add(System.nanoTime() - sentAt);
    }

    LatencyHistogram latencies() {
        return latencies;
    }

    /** The time since the start of the turn. It exceeds the length of the turn by the rest of the last requests. */
    long elapsedNanos() {
        return System.nanoTime() - began;
    }
}
