package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Callers;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * The requests of a trial and their outcome as the application sees it, after the SDK's retries. Each request has a unique key, which
 * the canned replies return, so that an answer to another request is detected. Thread-safe.
 */
final class RequestLog implements Callers.Work {
    private final long[] numbers;
    private final Map<Integer, Long> pending = new ConcurrentHashMap<>();
    private final Queue<CompletedRequest> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private volatile boolean finishing;

    RequestLog(int callers) {
        numbers = new long[callers];
    }

    /** A completed request; times are those of {@link System#nanoTime()}. */
    record CompletedRequest(long began, long ended, boolean failed) {
        long nanos() {
            return ended - began;
        }

        boolean overlaps(long from, long to) {
            return ended - from > 0 && began - to < 0;
        }

        boolean beganWithin(long from, long to) {
            return began - from >= 0 && began - to < 0;
        }
    }

    @Override
    public @Nullable GetItemRequest next(int caller) {
        if (finishing) {
            return null;
        }
        numbers[caller]++;
        pending.put(caller, System.nanoTime());
        return GetItemRequest.builder().tableName("dogs").key(key(caller)).build();
    }

    @Override
    public void ended(int caller, @Nullable GetItemResponse response, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (response != null && !response.item().equals(key(caller))) {
            cause = new IllegalStateException("requested " + key(caller) + " but received " + response.item());
        }
        record(caller, cause);
    }

    private void record(int caller, @Nullable Throwable failure) {
        Long began = pending.remove(caller);
        if (began == null) {
            return; // already recorded as failed by failPending()
        }
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
        }
        ended.add(new CompletedRequest(began, System.nanoTime(), failure != null));
    }

    private Map<String, AttributeValue> key(int caller) {
        return Map.of("id", AttributeValue.fromS(caller + "-" + numbers[caller]));
    }

    /** From now on, callers end after their current request. */
    void finish() {
        finishing = true;
    }

    /** Records requests that are still in flight as failed. */
    void failPending(Exception cause) {
        for (Integer caller : pending.keySet()) {
            record(caller, new IllegalStateException("still in flight at the end of the trial", cause));
        }
    }

    Collection<CompletedRequest> ended() {
        return ended;
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }
}
