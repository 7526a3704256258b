package io.alternator.http;

import java.time.Duration;

/**
 * How often the cluster is asked for its nodes, and how long an answer may take.
 *
 * @param interval between two questions while requests flow, give or take 20 %
 * @param idleInterval between two questions while none do; at least {@code interval}
 * @param timeout for one question, from connect to the last byte of the answer
 */
public record DiscoverySettings(Duration interval, Duration idleInterval, Duration timeout) {

    /** 5 s while requests flow, 60 s while none do, 2 s for an answer. */
    public static final DiscoverySettings DEFAULT =
            new DiscoverySettings(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(2));

    public DiscoverySettings {
        Checks.positive("discoveryInterval", interval);
        Checks.positive("discoveryIdleInterval", idleInterval);
        Checks.positive("discoveryTimeout", timeout);
        Checks.require(
                idleInterval.compareTo(interval) >= 0,
                "discoveryIdleInterval: %s is shorter than discoveryInterval (%s); use at least as long an interval when"
                        + " idle",
                idleInterval,
                interval);
    }
}
