package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a node counts as down, and how it comes back. Smaller values notice a failed node sooner; larger ones eject fewer
 * nodes that are merely slow.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .stallTime(Duration.ofSeconds(3))
 *         .slowStart(Duration.ofSeconds(30))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HealthSettings {
    /** 5 failures, 500 ms stall time, 1 s probe timeout, 1 s ejection time doubling up to 60 s, 10 s slow start. */
    public static final HealthSettings DEFAULT = new HealthSettings(
            5,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    private final int consecutiveFailures;
    private final Duration stallTime;
    private final Duration probeTimeout;
    private final Duration ejectionTime;
    private final Duration maxEjectionTime;
    private final Duration slowStart;

    /** @throws IllegalArgumentException if {@code maxEjectionTime} is below {@code ejectionTime} */
    HealthSettings(
            int consecutiveFailures,
            Duration stallTime,
            Duration probeTimeout,
            Duration ejectionTime,
            Duration maxEjectionTime,
            Duration slowStart) {
        Checks.require(
                maxEjectionTime.compareTo(ejectionTime) >= 0,
                "maxEjectionTime: %s is shorter than ejectionTime (%s); raise it or lower ejectionTime",
                maxEjectionTime,
                ejectionTime);
        this.consecutiveFailures = consecutiveFailures;
        this.stallTime = stallTime;
        this.probeTimeout = probeTimeout;
        this.ejectionTime = ejectionTime;
        this.maxEjectionTime = maxEjectionTime;
        this.slowStart = slowStart;
    }

    /**
     * A node is ejected after this many requests in a row that were sent and then failed (reset, timeout, 502 or 504). A failed
     * connect ejects it at once. A reset that may be a stale pooled connection's is not counted; the node is probed instead.
     */
    public int consecutiveFailures() {
        return consecutiveFailures;
    }

    /**
     * A node that owes responses and has sent nothing for this long gets a probe. If the probe fails too, the node is ejected, and
     * the reads that wait for it fail with an {@code IOException} so that the SDK retries them on another node; writes do so with
     * {@link AlternatorConfig.Builder#retryStalledWrites}.
     */
    public Duration stallTime() {
        return stallTime;
    }

    /** The time limit of one probe ({@code GET /}), from connect to the last byte. */
    public Duration probeTimeout() {
        return probeTimeout;
    }

    /**
     * The time from an ejection to the first probe, ±20 %; doubled for each recent earlier ejection, unless the node refuses connections.
     */
    public Duration ejectionTime() {
        return ejectionTime;
    }

    /** The upper limit of {@link #ejectionTime} after doubling. */
    public Duration maxEjectionTime() {
        return maxEjectionTime;
    }

    /** A node that comes back starts with 10 % of its share of the requests and reaches 100 % after this time. */
    public Duration slowStart() {
        return slowStart;
    }

    private Fields fields() {
        return new Fields(HealthSettings.class)
                .add("consecutiveFailures", consecutiveFailures)
                .add("stallTime", stallTime)
                .add("probeTimeout", probeTimeout)
                .add("ejectionTime", ejectionTime)
                .add("maxEjectionTime", maxEjectionTime)
                .add("slowStart", slowStart);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HealthSettings settings && fields().equals(settings.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
