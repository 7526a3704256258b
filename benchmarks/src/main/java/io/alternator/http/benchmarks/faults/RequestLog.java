package io.alternator.http.benchmarks.faults;

import io.alternator.http.support.Callers;
import io.alternator.http.support.ItemClient;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The requests of a trial and their outcome as the application sees it, after the SDK's retries. Each request has a unique key, which
 * the canned replies return, so that an answer to another request is detected. Thread-safe.
 */
final class RequestLog implements Callers.Work {
    private final ItemClient client;
    private final AtomicLong numbers = new AtomicLong();
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final Queue<CompletedRequest> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private volatile boolean finishing;

    RequestLog(ItemClient client) {
        this.client = client;
    }

    private record Pending(long number, long began) {}

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
    public @Nullable CompletableFuture<?> send(int caller) {
        if (finishing) {
            return null;
        }
        Pending request = new Pending(numbers.incrementAndGet(), System.nanoTime());
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS(Long.toString(request.number)));
        pending.add(request);
        return client.get(GetItemRequest.builder().tableName("dogs").key(key).build())
                .handle((response, failure) -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    if (response != null && !response.item().equals(key)) {
                        cause = new IllegalStateException("requested " + key + " but received " + response.item());
                    }
                    record(request, cause);
                    return response;
                });
    }

    private void record(Pending request, @Nullable Throwable failure) {
        if (!pending.remove(request)) {
            return; // already recorded as failed by failPending()
        }
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
        }
        ended.add(new CompletedRequest(request.began, System.nanoTime(), failure != null));
    }

    /** From now on, callers end after their current request. */
    void finish() {
        finishing = true;
    }

    /** Records requests that are still in flight as failed. */
    void failPending(Exception cause) {
        for (Pending request : pending) {
            record(request, new IllegalStateException("still in flight at the end of the trial", cause));
        }
    }

    Collection<CompletedRequest> ended() {
        return ended;
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }
}
