package io.alternator.http.internal.health;

import io.alternator.http.internal.concurrent.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts one node's exchanges and its 5xx over the latest seconds. Counted on request threads without a lock, so that a count
 * may be lost to another at the same moment: what matters is how many in a hundred. Read and rolled on one thread.
 */
public final class ErrorWindow {
    private static final VarHandle REQUESTS = Fields.handle(MethodHandles.lookup(), "requests", long.class);
    private static final VarHandle ERRORS = Fields.handle(MethodHandles.lookup(), "errors", long.class);
    private static final int SECONDS = 5;

    @SuppressWarnings("unused") // through REQUESTS
    private long requests;

    @SuppressWarnings("unused") // through ERRORS
    private long errors;

    private final long[] requestsAt = new long[SECONDS];
    private final long[] errorsAt = new long[SECONDS];
    private int oldest;

    /** An exchange ended. */
    public void count(Outcome outcome) {
        REQUESTS.setOpaque(this, requests() + 1);
        if (outcome == Outcome.SERVER_ERROR) {
            ERRORS.setOpaque(this, errors() + 1);
        }
    }

    /** What was counted in the latest seconds. */
    public Outliers.Errors latest() {
        return new Outliers.Errors(requests() - requestsAt[oldest], errors() - errorsAt[oldest]);
    }

    /** A second passed. */
    public void roll() {
        requestsAt[oldest] = requests();
        errorsAt[oldest] = errors();
        oldest = (oldest + 1) % SECONDS;
    }

    /** Forgets what was counted: of a node that was away, or after a pause. */
    public void restart() {
        for (int i = 0; i < SECONDS; i++) {
            roll();
        }
    }

    private long requests() {
        return (long) REQUESTS.getOpaque(this);
    }

    private long errors() {
        return (long) ERRORS.getOpaque(this);
    }
}
