package io.alternator.http.benchmarks.faults;

import io.alternator.http.support.Callers;
import io.alternator.http.support.ItemClient;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a trial and their outcome as the application sees it, after the SDK's retries. Each request has a unique key, which
 * the canned replies return, so that an answer to another request is detected. Thread-safe.
 */
final class RequestLog implements Callers.Work {
    private final ItemClient client;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Long> pending = new ConcurrentHashMap<>(); // when each began, by its number
    private final Queue<CompletedRequest> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    RequestLog(ItemClient client) {
        this.client = client;
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
    public CompletableFuture<?> send(int caller) {
        long number = numbers.incrementAndGet();
        pending.put(number, System.nanoTime());
        return client.get("dogs", Long.toString(number)).handle((response, failure) -> {
            record(number, failure);
            return response;
        });
    }

    private void record(long number, @Nullable Throwable failure) {
        Long began = pending.remove(number);
        if (began == null) {
            return; // already recorded as failed by failPending()
        }
        ended.add(new CompletedRequest(began, System.nanoTime(), failure != null));
        if (failure != null) {
            firstFailure.compareAndSet(null, ItemClient.cause(failure)); // the others would fill the heap
        }
    }

    /** Records requests that are still in flight as failed. */
    void failPending() {
        for (long number : pending.keySet()) {
            record(number, new IllegalStateException("still in flight at the end of the trial"));
        }
    }

    Collection<CompletedRequest> ended() {
        return ended;
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }
}
