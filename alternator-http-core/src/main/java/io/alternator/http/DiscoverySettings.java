package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;

/**
 * How often the node list is fetched, and how long one fetch may take. A shorter interval notices new and removed nodes
 * sooner and costs one small request per client and interval.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .discoveryInterval(Duration.ofSeconds(2))
 *         .discoveryTimeout(Duration.ofSeconds(1))
 *         .build();
 * }</pre>
 *
 * @param interval between two fetches while there are requests, ±20 %
 * @param idleInterval between two fetches while there are none; at least {@code interval}
 * @param timeout of one fetch, from connect to the last byte of the response
 * @since 0.1.0
 */
public record DiscoverySettings(Duration interval, Duration idleInterval, Duration timeout) {

    /** Every 5 s, every 60 s without requests, 2 s timeout. */
    public static final DiscoverySettings DEFAULT =
            new DiscoverySettings(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(2));

    /** @throws IllegalArgumentException if a duration is not positive or {@code idleInterval} is below {@code interval} */
    public DiscoverySettings {
        Checks.positive("discoveryInterval", interval);
        Checks.positive("discoveryIdleInterval", idleInterval);
        Checks.positive("discoveryTimeout", timeout);
        Checks.require(
                idleInterval.compareTo(interval) >= 0,
                "discoveryIdleInterval: %s is shorter than discoveryInterval (%s); make it at least as long",
                idleInterval,
                interval);
    }
}
