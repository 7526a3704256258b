package io.alternator.http.benchmarks.faults;

import java.time.Duration;

/**
 * How much is asked, of how many, for how long.
 *
 * @param callers requests under way at any moment; for sync clients a thread each
 * @param nodes of the cluster
 * @param warmup before the fault
 * @param fault its length
 * @param after for which the cluster is watched when the fault has ended
 */
record Load(int callers, int nodes, Duration warmup, Duration fault, Duration after) {
    private static final int MOST_CALLERS = 1_000;
    private static final int MOST_NODES = 50;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    Load {
        within("--callers", callers, 1, MOST_CALLERS);
        within("--nodes", nodes, 1, MOST_NODES);
        within("--warmup", warmup.toSeconds(), 0, LONGEST.toSeconds());
        within("--seconds", fault.toSeconds(), 1, LONGEST.toSeconds());
        within("--after", after.toSeconds(), 0, LONGEST.toSeconds());
    }

    static void within(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    setting + ": " + value + " is out of range; use " + least + " to " + most);
        }
    }
}
