package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
 * @since 0.1.0
 */
public final class DiscoverySettings {
    /** Every 5 s, every 60 s without requests, 2 s timeout. */
    public static final DiscoverySettings DEFAULT =
            new DiscoverySettings(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(2));

    private final Duration interval;
    private final Duration idleInterval;
    private final Duration timeout;

    /** @throws IllegalArgumentException if {@code idleInterval} is below {@code interval} */
    DiscoverySettings(Duration interval, Duration idleInterval, Duration timeout) {
        Checks.require(
                idleInterval.compareTo(interval) >= 0,
                "discoveryIdleInterval: %s is shorter than discoveryInterval (%s); make it at least as long",
                idleInterval,
                interval);
        this.interval = interval;
        this.idleInterval = idleInterval;
        this.timeout = timeout;
    }

    /** The time between two fetches while there are requests, ±20 %. */
    public Duration interval() {
        return interval;
    }

    /** The time between two fetches while there are none; at least {@link #interval}. */
    public Duration idleInterval() {
        return idleInterval;
    }

    /** The time limit of one fetch, from connect to the last byte of the response. */
    public Duration timeout() {
        return timeout;
    }

    private Fields fields() {
        return new Fields(DiscoverySettings.class)
                .add("interval", interval)
                .add("idleInterval", idleInterval)
                .add("timeout", timeout);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DiscoverySettings settings && fields().equals(settings.fields());
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
