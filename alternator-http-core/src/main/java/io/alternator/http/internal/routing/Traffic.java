package io.alternator.http.internal.routing;

import io.alternator.http.internal.balancing.MovingRate;
import io.alternator.http.internal.balancing.PeakEwma;
import io.alternator.http.internal.health.ErrorWindow;
import io.alternator.http.internal.health.Outcome;
import java.util.concurrent.atomic.AtomicLong;

/** How one node's exchanges went of late. Written by request threads without a lock. */
final class Traffic {
    private static final long DECAY_NANOS = 10_000_000_000L;

    private final PeakEwma latency = new PeakEwma(DECAY_NANOS);
    private final MovingRate failing = new MovingRate(DECAY_NANOS);
    private final ErrorWindow errors = new ErrorWindow();
    private final AtomicLong answeredAt;

    Traffic(long now) {
        this.answeredAt = new AtomicLong(now);
    }

    /** A response's headers are here. */
    void answered(long latencyNanos, long now) {
        latency.sample(latencyNanos, now);
        answeredAt.setOpaque(now);
    }

    /** An exchange ended. */
    void ended(Outcome outcome, long now) {
        switch (outcome.verdict()) {
            case ALIVE -> {
                failing.sample(false, now);
                errors.count(outcome);
            }
            case FAILING, SUSPECT -> {
                failing.sample(true, now);
                errors.count(outcome);
            }
            case DEAD, NOTHING -> {}
        }
    }

    /** When the last response's headers came; when the node joined if there was none. */
    long answeredAt() {
        return answeredAt.getOpaque();
    }

    long latencyNanos() {
        return latency.value();
    }

    /** Which part of the latest exchanges went well, from 0 to 1; with age, failures are forgotten. */
    double goodness(long now) {
        return failing.isZero() ? 1 : 1 - failing.value(now);
    }

    /** To be read and rolled on the scheduler's thread only. */
    ErrorWindow errors() {
        return errors;
    }
}
