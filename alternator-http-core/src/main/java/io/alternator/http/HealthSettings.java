package io.alternator.http;

import java.time.Duration;

/**
 * When a node counts as down, and how it comes back.
 *
 * @param consecutiveFailures so many requests in a row that broke off mid-flight take a node down; a refused connection
 *     does at once
 * @param stallTime a node that owes answers and said nothing for so long gets a probe; if that is not answered either, the
 *     node is down and what hangs on it is given up, for the SDK to try elsewhere
 * @param probeTimeout for one probe ({@code GET /}), from connect to the last byte
 * @param ejectionTime a node that went down is left alone for about so long before its first probe; doubled each time
 *     that it goes down again soon
 * @param maxEjectionTime upper bound of that doubling
 * @param slowStart a node that comes back gets a tenth of its share at first, and all of it after so long
 */
public record HealthSettings(
        int consecutiveFailures,
        Duration stallTime,
        Duration probeTimeout,
        Duration ejectionTime,
        Duration maxEjectionTime,
        Duration slowStart) {

    /** 5 failures in a row, 500 ms of silence and 1 s for a probe, 1 s doubling up to 60 s, 10 s of slow start. */
    public static final HealthSettings DEFAULT = new HealthSettings(
            5,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

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
