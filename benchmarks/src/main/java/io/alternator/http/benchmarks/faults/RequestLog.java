package io.alternator.http.benchmarks.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The outcome of every request as the application sees it, after the SDK's retries. Thread-safe. */
final class RequestLog {
    private final Map<Integer, Long> pending = new ConcurrentHashMap<>();
    private final Queue<CompletedRequest> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

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

    void begin(int caller) {
        pending.put(caller, System.nanoTime());
    }

    void end(int caller, @Nullable Throwable failure) {
        Long began = pending.remove(caller);
        if (began == null) {
            return; // already recorded as failed by failPending()
        }
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
        }
        ended.add(new CompletedRequest(began, System.nanoTime(), failure != null));
    }

    /** Records requests that are still in flight as failed. */
    void failPending() {
        for (Integer caller : pending.keySet()) {
            end(caller, new IllegalStateException("still in flight at the end of the trial"));
        }
    }

    Collection<CompletedRequest> ended() {
        return ended;
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }
}
