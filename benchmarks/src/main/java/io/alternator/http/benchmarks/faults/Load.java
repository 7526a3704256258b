package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Arguments;
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
        Arguments.within("--callers", callers, 1, MOST_CALLERS);
        Arguments.within("--nodes", nodes, 1, MOST_NODES);
        Arguments.within("--warmup", warmup.toSeconds(), 0, LONGEST.toSeconds());
        Arguments.within("--seconds", fault.toSeconds(), 1, LONGEST.toSeconds());
        Arguments.within("--after", after.toSeconds(), 0, LONGEST.toSeconds());
    }
}
