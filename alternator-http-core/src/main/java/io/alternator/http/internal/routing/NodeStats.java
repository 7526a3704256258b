package io.alternator.http.internal.routing;

import io.alternator.http.internal.balancing.Latency;
import io.alternator.http.internal.balancing.MovingRate;
import io.alternator.http.internal.balancing.PeakEwma;
import io.alternator.http.internal.concurrent.Fields;
import io.alternator.http.internal.health.ErrorWindow;
import io.alternator.http.internal.health.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How one node's exchanges went of late. Written by request threads without a lock. What is read for each pick is written only
 * when it has changed, so that all processors keep it.
 */
final class NodeStats {
    private static final VarHandle ANSWERED_AT = Fields.handle(MethodHandles.lookup(), "answeredAt", long.class);
    private static final VarHandle COMPARED = Fields.handle(MethodHandles.lookup(), "compared", long.class);
    private static final long DECAY_NANOS = 10_000_000_000L;
    private static final long MOMENT_NANOS = 1_000_000;
    private static final double WORTH_TELLING = 1 / 32.0;

    private final PeakEwma latency = new PeakEwma(DECAY_NANOS);
    private final MovingRate failing = new MovingRate(DECAY_NANOS);
    private final ErrorWindow errors = new ErrorWindow();
    private final AtomicReference<@Nullable Long> askedInVain = new AtomicReference<>();

    /** To within a moment. */
    @SuppressWarnings("unused") // through ANSWERED_AT
    private long answeredAt;

    /** The latency, as good as is needed for comparisons. */
    @SuppressWarnings("unused") // through COMPARED
    private long compared;

    private volatile long oldestOutstandingNanos;
    private volatile long busyUntil;

    /** Nothing is known yet. */
    NodeStats(long now) {
        this.answeredAt = now;
        this.busyUntil = now;
    }

    /** A response's headers are here. A refusal is no measure of speed: a node that fails fast is not a fast node. */
    void answered(Outcome outcome, long latencyNanos, long now) {
        if (outcome == Outcome.SUCCESS) {
            sample(latencyNanos, now);
        }
        if (now - answeredAt() >= MOMENT_NANOS) {
            ANSWERED_AT.setOpaque(this, now);
        }
    }

    private void sample(long latencyNanos, long now) {
        latency.sample(latencyNanos, now);
        long average = latency.value();
        long before = latencyNanos();
        if (before == 0 || Math.abs(average - before) > WORTH_TELLING * Latency.comparable(average)) {
            COMPARED.setOpaque(this, average);
        }
    }

    /**
     * An exchange that began at {@code start} was broken off, as another node was faster: it would have taken so long at the
     * least. The node owes the answer all the same, or one that is silent would never be found out.
     */
    void tookAtLeast(long start, long now) {
        sample(Math.max(now - start, latency.value()), now);
        busyUntil = start + latency.value();
        if (start - answeredAt() > 0) {
            askedInVain.compareAndSet(null, start);
        }
    }

    /** True while the node presumably still works for somebody who did not wait: to break off relieves no server. */
    boolean isBusyInVain(long now) {
        return busyUntil - now > 0;
    }

    /** True while the node owes something, whether somebody still waits for it or not. */
    boolean isOwing() {
        return oldestOutstandingNanos > 0 || askedInVain.get() != null;
    }

    /** The start of the oldest exchange that is owed an answer, broken off or not; a sign of life settles the former. */
    long oldestOwed(long oldestWait, long heardAt) {
        Long inVain = askedInVain.get();
        if (inVain == null) {
            return oldestWait;
        }
        if (inVain - heardAt <= 0) {
            forgetAskedInVain();
            return oldestWait;
        }
        return inVain - oldestWait < 0 ? inVain : oldestWait;
    }

    void forgetAskedInVain() {
        askedInVain.set(null);
    }

    /** How long the node has owed a byte to whoever waited longest, at the last look. */
    void owes(long nanos) {
        if (nanos != oldestOutstandingNanos) {
            oldestOutstandingNanos = nanos;
        }
    }

    long oldestOutstandingNanos() {
        return oldestOutstandingNanos;
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

    /** When the last response's headers came, or up to a millisecond sooner; when the node joined if there was none. */
    long answeredAt() {
        return (long) ANSWERED_AT.getOpaque(this);
    }

    /** For comparisons; 0 while too little is known. */
    long latencyNanos() {
        return (long) COMPARED.getOpaque(this);
    }

    /** For people. */
    Duration latencyToShow() {
        return Duration.ofNanos(latency.bestGuess());
    }

    /** As {@link #latencyNanos}, but less and less while nothing is measured: it may be well again. */
    long fadedLatencyNanos(long now) {
        return latency.faded(now);
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
