package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.Callers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** The time slice in which one contender reads the same item, with the latencies in nanoseconds. Thread-safe. */
final class Turn implements Callers.Work {
    /** Built once, so that building it is not part of the measurement. */
    private static final GetItemRequest GET_ITEM = GetItemRequest.builder()
            .tableName("dogs")
            .key(Map.of("id", AttributeValue.fromS("1")))
            .build();

    private static final long MAX_LATENCY = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final Histogram latencies = new AtomicHistogram(MAX_LATENCY, DIGITS); // records without allocation
    private final long[] sentAt;
    private final long length;
    private final long began = System.nanoTime();

    Turn(Duration length, int callers) {
        this.length = length.toNanos();
        this.sentAt = new long[callers];
    }

    @Override
    public @Nullable GetItemRequest next(int caller) {
        long now = System.nanoTime();
        sentAt[caller] = now;
        return now - began < length ? GET_ITEM : null;
    }

    @Override
    public void ended(int caller, @Nullable GetItemResponse response, @Nullable Throwable failure) {
        latencies.recordValue(Math.min(MAX_LATENCY, System.nanoTime() - sentAt[caller]));
        if (response == null || !response.hasItem()) {
            throw new IllegalStateException("no item: the comparison would be one of error handling", failure);
        }
    }

    Histogram latencies() {
        return latencies;
    }

    /** The time since the start of the turn. It exceeds the length of the turn by the rest of the last requests. */
    long elapsedNanos() {
        return System.nanoTime() - began;
    }
}
