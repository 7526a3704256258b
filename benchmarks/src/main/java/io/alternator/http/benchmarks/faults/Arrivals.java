package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How many requests each node had read, moment by moment: attempts, not answers, so that what goes to a node that hangs counts,
 * and so does each retry. Moments are nanoseconds of one clock.
 *
 * @param samples at least one, in order of time, all of the same nodes
 */
record Arrivals(List<Sample> samples) {
    private static final long WINDOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final double FAIR = 0.8;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What each node had read by then. */
    record Sample(long at, List<Long> requests) {
        private long total() {
            return requests.stream().mapToLong(Long::longValue).sum();
        }

        /** Of all that arrived since an earlier one; not a number if nothing did. */
        private double share(int node, Sample since) {
            return (double) (requests.get(node) - since.requests.get(node)) / (total() - since.total());
        }
    }

    /** The node's part of what arrived in between; empty if nothing did. */
    OptionalDouble share(int node, long from, long to) {
        double share = to - from <= 0 ? Double.NaN : last(to).share(node, last(from));
        return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    /** Seconds until the node's first request. */
    OptionalDouble secondsToFirst(int node, long from) {
        long before = last(from).requests.get(node);
        return samples.stream()
                .filter(sample -> sample.at - from >= 0 && sample.requests.get(node) > before)
                .mapToDouble(sample -> (sample.at - from) / NANOS_PER_SECOND)
                .findFirst();
    }

    /** Seconds until the end of the first 500 ms of which the node had at least 80 % of a fair share. */
    OptionalDouble secondsToFairShare(int node, long from) {
        return samples.stream()
                .filter(sample -> sample.at - WINDOW_NANOS - from >= 0)
                .filter(sample -> sample.share(node, last(sample.at - WINDOW_NANOS)) >= FAIR / sample.requests.size())
                .mapToDouble(sample -> (sample.at - from) / NANOS_PER_SECOND)
                .findFirst();
    }

    /** The longest time between two samples. */
    Duration longestGap() {
        return Duration.ofNanos(IntStream.range(1, samples.size())
                .mapToLong(i -> samples.get(i).at - samples.get(i - 1).at)
                .max()
                .orElse(0));
    }

    /** As it was at that moment. */
    private Sample last(long at) {
        Sample last = samples.get(0);
        for (Sample sample : samples) {
            if (sample.at - at > 0) {
                break;
            }
            last = sample;
        }
        return last;
    }
}
