package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;

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
 * @param consecutiveFailures a node is ejected after this many requests in a row that were sent and then failed (reset,
 *     timeout, 502 or 504). A failed connect ejects it at once.
 * @param stallTime a node that owes responses and has sent nothing for this long gets a probe. If the probe fails too, the
 *     node is ejected, and the requests that wait for it fail with an {@code IOException} so that the SDK retries them on
 *     another node.
 * @param probeTimeout of one probe ({@code GET /}), from connect to the last byte
 * @param ejectionTime time from an ejection to the first probe, ±20 %; doubled for each recent earlier ejection, unless the node refuses
 *     connections
 * @param maxEjectionTime upper limit of {@code ejectionTime} after doubling
 * @param slowStart a node that comes back starts with 10 % of its share of the requests and reaches 100 % after this time
 * @since 0.1.0
 */
public record HealthSettings(
        int consecutiveFailures,
        Duration stallTime,
        Duration probeTimeout,
        Duration ejectionTime,
        Duration maxEjectionTime,
        Duration slowStart) {

    /** 5 failures, 500 ms stall time, 1 s probe timeout, 1 s ejection time doubling up to 60 s, 10 s slow start. */
    public static final HealthSettings DEFAULT = new HealthSettings(
            5,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException if a value is not positive or {@code maxEjectionTime} is below {@code ejectionTime}
     */
    public HealthSettings {
        Checks.require(
                consecutiveFailures >= 1,
                "consecutiveFailures: %s is not positive; use 1 or more",
                consecutiveFailures);
        Checks.positive("stallTime", stallTime);
        Checks.positive("probeTimeout", probeTimeout);
        Checks.positive("ejectionTime", ejectionTime);
        Checks.positive("maxEjectionTime", maxEjectionTime);
        Checks.positive("slowStart", slowStart);
        Checks.require(
                maxEjectionTime.compareTo(ejectionTime) >= 0,
                "maxEjectionTime: %s is shorter than ejectionTime (%s); raise it or lower ejectionTime",
                maxEjectionTime,
                ejectionTime);
    }
}
