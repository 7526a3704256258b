package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Callers;
import io.alternator.http.support.ItemClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The time slice in which one contender reads the same item, with the latencies in nanoseconds. Thread-safe. */
final class Turn implements Callers.Work {
    private static final long MAX_LATENCY = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final Histogram latencies = new AtomicHistogram(MAX_LATENCY, DIGITS); // records without allocation
    private final ItemClient client;
    private final long length;
    private final long began = System.nanoTime();

    Turn(ItemClient client, Duration length) {
        this.client = client;
        this.length = length.toNanos();
    }

    @Override
    public @Nullable CompletableFuture<?> send(int caller) {
        long sentAt = System.nanoTime();
        if (sentAt - began >= length) {
            return null;
        }
        return client.get(StubItem.REQUEST).handle((response, failure) -> {
            latencies.recordValue(Math.min(MAX_LATENCY, System.nanoTime() - sentAt));
            if (response == null || !response.hasItem()) {
                throw new IllegalStateException("no item: the comparison would be one of error handling", failure);
            }
            return response;
        });
    }

    Histogram latencies() {
        return latencies;
    }

    /** The time since the start of the turn. It exceeds the length of the turn by the rest of the last requests. */
    long elapsedNanos() {
        return System.nanoTime() - began;
    }
}
