package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * The load of a simulation.
 *
 * @param clients clients, each with its own load balancer
 * @param callers callers per client
 * @param pause mean pause between two calls of one caller
 * @param costlyFraction fraction of the calls that cost {@code costlyFactor} times as much as the others
 */
record Workload(int clients, int callers, Duration pause, double costlyFraction, double costlyFactor) {

    /** One client with 32 callers and pauses of 10 ms, which keeps three nodes 60 % busy. */
    static final Workload DEFAULT = new Workload(1, 32, Duration.ofMillis(10), 0, 1);

    Duration pause(Random random) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.nextDouble())));
    }

    double cost(Random random) {
        return costlyFraction > 0 && random.nextDouble() < costlyFraction ? costlyFactor : 1;
    }
}
