package io.alternator.http;

import java.time.Duration;

/**
 * When a node counts as down, and how it comes back.
 *
 * @param consecutiveFailures so many requests in a row that broke off mid-flight take a node down; a refused connection
 *     does at once
 * @param ejectionTime a node that went down is left alone for about so long before its first probe; doubled each time
 *     that it goes down again soon
 * @param maxEjectionTime upper bound of that doubling
 * @param probeTimeout for one probe ({@code GET /}), from connect to the last byte
 */
public record HealthSettings(
        int consecutiveFailures, Duration ejectionTime, Duration maxEjectionTime, Duration probeTimeout) {

    /** 5 failures in a row, 1 s doubling up to 60 s, 1 s for a probe. */
    public static final HealthSettings DEFAULT =
            new HealthSettings(5, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(1));

    public HealthSettings {
        Checks.require(
                consecutiveFailures >= 1,
                "consecutiveFailures: %s is not positive; use 1 or more",
                consecutiveFailures);
        Checks.positive("ejectionTime", ejectionTime);
        Checks.positive("maxEjectionTime", maxEjectionTime);
        Checks.positive("probeTimeout", probeTimeout);
        Checks.require(
                maxEjectionTime.compareTo(ejectionTime) >= 0,
                "maxEjectionTime: %s is shorter than ejectionTime (%s); raise it or lower ejectionTime",
                maxEjectionTime,
                ejectionTime);
    }
}
