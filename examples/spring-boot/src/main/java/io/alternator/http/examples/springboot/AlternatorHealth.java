package io.alternator.http.examples.springboot;

import io.alternator.http.ClientHealth;
import io.alternator.http.sync.AlternatorHttpClient;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * The client's health in Actuator's words: up while a node is. It asks no node, so it may be asked as often as anybody likes.
 * Not for a liveness probe: a new process finds the same cluster.
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
