package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.CommandLine;
import java.time.Duration;

/**
 * The load and the phases of a trial.
 *
 * @param callers the number of requests in flight; a sync client uses one thread for each
 * @param nodes the number of nodes
 * @param warmup the time before the fault
 * @param fault the duration of the fault
 * @param after the time observed after the fault
 */
record LoadProfile(int callers, int nodes, Duration warmup, Duration fault, Duration after) {
    private static final int MAX_CALLERS = 1_000;
    private static final int MAX_NODES = 50;
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    LoadProfile {
        CommandLine.requireInRange("--callers", callers, 1, MAX_CALLERS);
        CommandLine.requireInRange("--nodes", nodes, 1, MAX_NODES);
        CommandLine.requireInRange("--warmup", warmup.toSeconds(), 0, MAX_DURATION.toSeconds());
        CommandLine.requireInRange("--seconds", fault.toSeconds(), 1, MAX_DURATION.toSeconds());
        CommandLine.requireInRange("--after", after.toSeconds(), 0, MAX_DURATION.toSeconds());
    }
}
