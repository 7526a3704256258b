package io.alternator.http.internal.metrics;

import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counters and timers of a closed client. They stay for a grace period, so that a registry that pushes at intervals still sees
 * what was counted since its last step. A closed client has no thread to remove them with, so whoever comes by does: a registry
 * that reads one of the client's meters, or the next client that is opened. Thread-safe.
 */
final class ClosedMeters {
    private static final Set<ClosedMeters> WAITING = ConcurrentHashMap.newKeySet();

    private final MeterGroup meters;
    private final Ticker ticker;
    private final long due;

    private ClosedMeters(MeterGroup meters, Ticker ticker, long due) {
        this.meters = meters;
        this.ticker = ticker;
        this.due = due;
    }

    /** Begins the grace period. */
    static ClosedMeters of(MeterGroup meters, Duration grace, Ticker ticker) {
        ClosedMeters closed = new ClosedMeters(meters, ticker, ticker.nanos() + grace.toNanos());
        WAITING.add(closed);
        return closed;
    }

    /** Removes the meters of all closed clients whose grace period is over. */
    static void removeAllDue() {
        WAITING.forEach(ClosedMeters::removeIfDue);
    }

    /** Removes the meters if the grace period is over. Does not wait for a lock: a registry that reads may hold one of its own. */
    void removeIfDue() {
        if (ticker.nanos() - due >= 0 && SharedMeters.tryLocked(meters::removeAll)) {
            WAITING.remove(this);
        }
    }
}
