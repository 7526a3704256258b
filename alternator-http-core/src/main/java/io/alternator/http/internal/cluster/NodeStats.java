package io.alternator.http.internal.cluster;

import io.alternator.http.internal.balancing.Latency;
import io.alternator.http.internal.balancing.MovingRate;
import io.alternator.http.internal.balancing.PeakEwma;
import io.alternator.http.internal.health.ErrorWindow;
import io.alternator.http.internal.health.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * Latency and failures of one node's recent requests. Written by request threads without a lock. Values that each pick reads are
 * written only when they change, so that they stay in all processors' caches.
 *
 * <p>The latency for comparisons is the time to the headers and, where bodies take long, the time that callers wait for them. While
 * they are short, which is usual, no request measures that.
 */
public final class NodeStats {
    private static final VarHandle ANSWERED_AT;
    private static final VarHandle COMPARED;
    private static final VarHandle MEASURES_BODIES;
    private static final long DECAY_NANOS = 10_000_000_000L;
    private static final long ANSWERED_AT_PRECISION_NANOS = 1_000_000;
    private static final double PUBLISHED_CHANGE = 1 / 32.0;
    private static final long LONG_BODY_NANOS = 1_000_000;
    private static final double SHEDDING_RATE = 0.5;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ANSWERED_AT = lookup.findVarHandle(NodeStats.class, "answeredAt", long.class);
            COMPARED = lookup.findVarHandle(NodeStats.class, "compared", long.class);
            MEASURES_BODIES = lookup.findVarHandle(NodeStats.class, "measuresBodies", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PeakEwma latency = new PeakEwma(DECAY_NANOS);
    private final PeakEwma bodyWait = new PeakEwma(DECAY_NANOS);
    private final MovingRate failureRate = new MovingRate(DECAY_NANOS);
    private final ErrorWindow errors = new ErrorWindow();
    private final UnansweredRequests unanswered = new UnansweredRequests();
    private final Resets resets;

    /** To the precision of {@link #ANSWERED_AT_PRECISION_NANOS}. */
    @SuppressWarnings("unused") // through ANSWERED_AT
    private long answeredAt;

    /** The latency for comparisons; follows the average once they differ by {@link #PUBLISHED_CHANGE}. */
    @SuppressWarnings("unused") // through COMPARED
    private long compared;

    @SuppressWarnings("unused") // through MEASURES_BODIES
    private boolean measuresBodies;

    private volatile long oldestOutstandingNanos;
    private volatile long busyUntil;
    private volatile boolean silent;
    private volatile long throttledAt;

    /**
     * Starts without any measurement.
     *
     * @param maxConnections how many the pool may have to the node
     */
    NodeStats(int maxConnections, long now) {
        this.answeredAt = now;
        this.busyUntil = now;
        this.throttledAt = now - DECAY_NANOS;
        this.resets = new Resets(maxConnections, now);
    }

    /** A response's headers arrived. Only successes count as latency: a node that fails fast is not a fast node. */
    public void answered(Outcome outcome, long latencyNanos, long now) {
        if (outcome == Outcome.SUCCESS) {
            sample(latencyNanos, now);
        }
        if (now - answeredAt() >= ANSWERED_AT_PRECISION_NANOS) {
            ANSWERED_AT.setOpaque(this, now);
        }
    }

    /** True if requests have to measure how long they wait for their bodies, because the last ones took 1 ms or more. */
    public boolean measuresBodies() {
        return (boolean) MEASURES_BODIES.getOpaque(this);
    }

    /**
     * A response's body ended.
     *
     * @param complete false if more of it was to come
     * @param nanos since the headers
     * @param waited the part of it during which the caller waited for the node; -1 if it was not measured
     */
    public void bodyEnded(boolean complete, long nanos, long waited, long now) {
        if (waited < 0) {
            if (nanos >= LONG_BODY_NANOS && !measuresBodies()) {
                MEASURES_BODIES.setOpaque(this, true);
            }
            return;
        }
        long atLeast = complete ? 1 : bodyWait.value();
        bodyWait.sample(Math.max(waited, atLeast), now);
        if (nanos < LONG_BODY_NANOS && bodyWait.value() < LONG_BODY_NANOS / 2) {
            MEASURES_BODIES.setOpaque(this, false);
        }
        publish();
    }

    private void sample(long latencyNanos, long now) {
        latency.sample(latencyNanos, now);
        publish();
    }

    private void publish() {
        long toHeaders = latency.value();
        long average = toHeaders == 0 || !measuresBodies() ? toHeaders : toHeaders + bodyWait.value();
        long before = latencyNanos();
        if (before == 0 || Math.abs(average - before) > PUBLISHED_CHANGE * Latency.comparable(average)) {
            COMPARED.setOpaque(this, average);
        }
    }

    /** A request was cancelled because another node answered first. Its age is a lower bound of its latency. */
    public void cancelledUnanswered(long start, long now) {
        sample(Math.max(now - start, latency.value()), now);
        busyUntil = start + latency.value();
        abandonedUnanswered(start);
    }

    /** A request was given up before any response, which the node still owes; see {@link UnansweredRequests}. */
    public void abandonedUnanswered(long start) {
        if (start - answeredAt() > 0) {
            unanswered.add(start);
        }
    }

    /** True while the node probably still works on a cancelled request: cancelling takes no load off the server. */
    public boolean isBusyWithCancelled(long now) {
        return busyUntil - now > 0;
    }

    /** True while the node owes data, whether or not anyone still waits for it. */
    public boolean owesData() {
        return oldestOutstandingNanos > 0 || !unanswered.isEmpty();
    }

    /** The cancelled requests that the node did not answer. */
    public UnansweredRequests unanswered() {
        return unanswered;
    }

    /** Sets the age of the oldest request waiting for data, as sampled. */
    public void setOldestOutstanding(long nanos) {
        if (nanos != oldestOutstandingNanos) {
            oldestOutstandingNanos = nanos;
        }
    }

    /** Age of the oldest request waiting for data (sampled); 0 if none waits. */
    public long oldestOutstandingNanos() {
        return oldestOutstandingNanos;
    }

    /** A request ended. */
    void requestEnded(Outcome outcome, long now) {
        switch (outcome.verdict()) {
            case ALIVE -> {
                failureRate.sample(false, now);
                errors.count(outcome);
                resets.answered();
            }
            case FAILING, SUSPECT, CONNECTION -> {
                if (outcome == Outcome.THROTTLED) {
                    throttledAt = now;
                }
                if (outcome == Outcome.CLOCK_SKEW) {
                    failureRate.saturate(now); // it refuses all requests, not some
                } else {
                    failureRate.sample(true, now);
                }
                errors.count(outcome);
            }
            case DEAD, NOTHING -> {}
        }
    }

    /** When the last response's headers arrived, up to 1 ms early; when the node joined if there was none. */
    public long answeredAt() {
        return (long) ANSWERED_AT.getOpaque(this);
    }

    /** The latency for comparisons; 0 before the second response. */
    public long latencyNanos() {
        return (long) COMPARED.getOpaque(this);
    }

    /** The recent time to a response's headers; 0 before the second response. */
    public long headersNanos() {
        return latency.value();
    }

    /** The time to headers for display; zero before the first response. */
    Duration displayLatency() {
        return Duration.ofNanos(latency.valueOrFirstSample());
    }

    /** The latency, decaying while nothing is measured, because the node may have recovered. */
    public long decayedLatencyNanos(long now) {
        return latency.decayed(now) + (measuresBodies() ? bodyWait.decayed(now) : 0);
    }

    /** The part of recent requests that succeeded, from 0 to 1; failures are forgotten with time. */
    double successRate(long now) {
        return failureRate.isZero() ? 1 : 1 - failureRate.value(now);
    }

    /** True if the node refuses at least half of the recent requests, and refused one for overload within the last 10 s. */
    public boolean isShedding(long now) {
        return !failureRate.isZero() && failureRate.value(now) >= SHEDDING_RATE && now - throttledAt < DECAY_NANOS;
    }

    /** Sets whether the node owes data, has sent nothing for the stall time, and is being checked because of it. */
    public void setSilent(boolean silent) {
        this.silent = silent;
    }

    /** True while the node is checked because it is silent. */
    public boolean isSilent() {
        return silent;
    }

    /** Why connections are reset. */
    public Resets resets() {
        return resets;
    }

    /** The 5xx of the last seconds; read and rolled on the scheduler's thread only. */
    public ErrorWindow errors() {
        return errors;
    }
}
