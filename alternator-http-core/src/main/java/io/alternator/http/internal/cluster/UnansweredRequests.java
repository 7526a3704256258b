package io.alternator.http.internal.cluster;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were cancelled while their node owed the response. Only the oldest is remembered. Without it, a silent node
 * whose requests are all hedged, or all given up before the stall time, would never be detected. Thread-safe.
 */
public final class UnansweredRequests {
    private final AtomicReference<@Nullable Long> oldestStart = new AtomicReference<>();

    /** Adds a request that began at {@code start} and was cancelled. */
    void add(long start) {
        oldestStart.compareAndSet(null, start);
    }

    boolean isEmpty() {
        return oldestStart.get() == null;
    }

    /** Forgets the requests. */
    public void clear() {
        oldestStart.set(null);
    }

    /**
     * The start of the oldest request that the node owes data, cancelled or not.
     *
     * @param oldestWait start of the oldest wait in flight
     * @param heardAt when the node last sent anything; settles older cancelled requests
     */
    public long oldestOwed(long oldestWait, long heardAt) {
        Long start = oldestStart.get();
        if (start == null) {
            return oldestWait;
        }
        if (start - heardAt <= 0) {
            clear();
            return oldestWait;
        }
        return start - oldestWait < 0 ? start : oldestWait;
    }
}
