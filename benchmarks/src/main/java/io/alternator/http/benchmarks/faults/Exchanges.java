package io.alternator.http.benchmarks.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of every request, as the application sees it: after the SDK's retries. Thread-safe. */
final class Exchanges {
    private final Map<Integer, Long> underWay = new ConcurrentHashMap<>();
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    /** One request, in nanoseconds of {@link System#nanoTime()}. */
    record Exchange(long began, long ended, boolean failed) {
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
        underWay.put(caller, System.nanoTime());
    }

    void end(int caller, @Nullable Throwable failure) {
        Long began = underWay.remove(caller);
        if (began == null) {
            return; // given up
        }
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
        }
        ended.add(new Exchange(began, System.nanoTime(), failure != null));
    }

    /** Counts what is still under way as failed. */
    void giveUp() {
        for (Integer caller : underWay.keySet()) {
            end(caller, new IllegalStateException("still under way when the trial was over"));
        }
    }

    Collection<Exchange> ended() {
        return ended;
    }

    Optional<Throwable> firstFailure() {
        return Optional.ofNullable(firstFailure.get());
    }
}
