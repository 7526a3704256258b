package io.alternator.http.benchmarks.load;

import java.time.Duration;

/** The time in which one contender asks, and how long each of its requests took. Thread-safe. */
final class Turn {
    private final Latencies latencies = new Latencies();
    private final long began = System.nanoTime();
    private final long length;

    Turn(Duration length) {
        this.length = length.toNanos();
    }

    boolean over() {
        return System.nanoTime() - began >= length;
    }

    void answered(long asked) {
        latencies.add(System.nanoTime() - asked);
    }

    Latencies latencies() {
        return latencies;
    }

    /** Since it began; the last requests end a little after the turn is over. */
    long elapsedNanos() {
        return System.nanoTime() - began;
    }
}
