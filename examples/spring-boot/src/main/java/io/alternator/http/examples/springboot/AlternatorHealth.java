package io.alternator.http.examples.springboot;

import io.alternator.http.ClientHealth;
import io.alternator.http.sync.AlternatorHttpClient;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * The client's health as an Actuator indicator: UP while at least one node is up. It sends no request to a node, so it can be
 * polled at any rate. Do not use it as a liveness probe: restarting the process does not repair the cluster.
 */
final class AlternatorHealth implements HealthIndicator {
    private final AlternatorHttpClient http;

    AlternatorHealth(AlternatorHttpClient http) {
        this.http = http;
    }

    @Override
    public Health health() {
        ClientHealth health = http.health();
        return Health.status(status(health.status()))
                .withDetails(health.details())
                .build();
    }

    private static Status status(ClientHealth.Status status) {
        return switch (status) {
            case UP -> Status.UP;
            case DOWN -> Status.DOWN;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }
}
