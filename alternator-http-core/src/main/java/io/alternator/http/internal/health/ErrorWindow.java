package io.alternator.http.internal.health;

import java.util.concurrent.atomic.LongAdder;

/** Counts one node's exchanges and its 5xx over the latest seconds. Counted on request threads, read and rolled on one. */
public final class ErrorWindow {
    private static final int SECONDS = 5;

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final long[] requestsAt = new long[SECONDS];
    private final long[] errorsAt = new long[SECONDS];
    private int oldest;

    /** An exchange ended. */
    public void count(Outcome outcome) {
        requests.increment();
        if (outcome == Outcome.SERVER_ERROR) {
            errors.increment();
        }
    }

    /** What was counted in the latest seconds. */
    public Outliers.Errors latest() {
        return new Outliers.Errors(requests.sum() - requestsAt[oldest], errors.sum() - errorsAt[oldest]);
    }

    /** A second passed. */
    public void roll() {
        requestsAt[oldest] = requests.sum();
        errorsAt[oldest] = errors.sum();
        oldest = (oldest + 1) % SECONDS;
    }

    /** Forgets what was counted: of a node that was away, or after a pause. */
    public void restart() {
        for (int i = 0; i < SECONDS; i++) {
            roll();
        }
    }
}
