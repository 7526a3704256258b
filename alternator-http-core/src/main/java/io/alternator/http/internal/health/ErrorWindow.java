package io.alternator.http.internal.health;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts one node's requests and 5xx responses over the last five seconds. {@link #count} may be called from any thread; the
 * other methods from one thread at a time.
 */
public final class ErrorWindow {
    private static final int SECONDS = 5;

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final long[] requestsAt = new long[SECONDS];
    private final long[] errorsAt = new long[SECONDS];
    private int oldest;

    /** Counts a request that has ended. */
    public void count(Outcome outcome) {
        requests.increment();
        if (outcome == Outcome.SERVER_ERROR) {
            errors.increment();
        }
    }

    /** The counts of the last five seconds. */
    OutlierDetector.Errors latest() {
        return new OutlierDetector.Errors(requests.sum() - requestsAt[oldest], errors.sum() - errorsAt[oldest]);
    }

    /** Moves the window; to be called once per second. */
    void roll() {
        requestsAt[oldest] = requests.sum();
        errorsAt[oldest] = errors.sum();
        oldest = (oldest + 1) % SECONDS;
    }

    /** Empties the window, because the node was not in use or {@link #roll} was not called for a while. */
    void restart() {
        for (int i = 0; i < SECONDS; i++) {
            roll();
        }
    }
}
