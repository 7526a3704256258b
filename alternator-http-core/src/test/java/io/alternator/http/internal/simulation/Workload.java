package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * What the callers do.
 *
 * @param clients each with a balancer of its own
 * @param callers of each client
 * @param pause between two calls of one caller, on the average
 * @param costlyPart of the calls that cost {@code costliness} times what the others do
 */
record Workload(int clients, int callers, Duration pause, double costlyPart, double costliness) {

    /** 32 callers of one client, 10 ms between two calls: together they keep three nodes busy by six tenths. */
    static final Workload USUAL = new Workload(1, 32, Duration.ofMillis(10), 0, 1);

    Duration pause(Random random) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.nextDouble())));
    }

    double cost(Random random) {
        return costlyPart > 0 && random.nextDouble() < costlyPart ? costliness : 1;
    }
}
