package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The number of requests that each node had read, sampled over time. It counts attempts, so requests to a hung node and retries
 * are included. Times are nanoseconds of one clock, compared wrap-safe.
 *
 * @param snapshots at least one, in chronological order, all with the same nodes
 */
record Arrivals(List<Snapshot> snapshots) {
    private static final long WINDOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final double FAIR_FRACTION = 0.8;
    private static final double NANOS_PER_SECOND = 1e9;

    /** The number of requests that each node had read at a point in time. */
    record Snapshot(long at, List<Long> requests) {
        private long total() {
            return requests.stream().mapToLong(Long::longValue).sum();
        }

        /** The node's share of all requests since an earlier snapshot; NaN if there were none. */
        private double share(int node, Snapshot since) {
            return (double) (requests.get(node) - since.requests.get(node)) / (total() - since.total());
        }
    }

    /** The node's share of the requests between two points in time; empty if there were none. */
    OptionalDouble share(int node, long from, long to) {
        double share = to - from <= 0 ? Double.NaN : snapshotAt(to).share(node, snapshotAt(from));
        return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    /** Seconds from this point in time to the node's next request; empty if there is none. */
    OptionalDouble secondsToFirst(int node, long from) {
        long before = snapshotAt(from).requests.get(node);
        return snapshots.stream()
                .filter(snapshot -> snapshot.at - from >= 0 && snapshot.requests.get(node) > before)
                .mapToDouble(snapshot -> (snapshot.at - from) / NANOS_PER_SECOND)
                .findFirst();
    }

    /** Seconds to the end of the first 500 ms window in which the node had at least 80 % of a fair share; empty if there is none. */
    OptionalDouble secondsToFairShare(int node, long from) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.at - WINDOW_NANOS - from >= 0)
                .filter(snapshot -> snapshot.share(node, snapshotAt(snapshot.at - WINDOW_NANOS))
                        >= FAIR_FRACTION / snapshot.requests.size())
                .mapToDouble(snapshot -> (snapshot.at - from) / NANOS_PER_SECOND)
                .findFirst();
    }

    /** The longest time between two consecutive snapshots. */
    Duration longestGap() {
        return Duration.ofNanos(IntStream.range(1, snapshots.size())
                .mapToLong(i -> snapshots.get(i).at - snapshots.get(i - 1).at)
                .max()
                .orElse(0));
    }

    /** The latest snapshot that is not after this point in time, or else the first. */
    private Snapshot snapshotAt(long at) {
        return snapshots.stream()
                .takeWhile(snapshot -> snapshot.at - at <= 0)
                .reduce(snapshots.get(0), (before, snapshot) -> snapshot);
    }
}
