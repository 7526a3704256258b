package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Statistics of a recording. */
final class Measures {
    private static final double SLOTS_PER_SECOND = 1e9 / Recording.SLOT_NANOS;
    /** The first 6 s: the first list, and the second at a random part of the interval. */
    private static final int START_SLOTS = 12;

    private static final int SLOW_FACTOR = 3;
    private static final int MAX_SLOW_ONE_IN = 200;
    private static final double RECOVERED_SHARE = 0.8;

    private final Recording recording;
    private final Duration length;
    private final long[] latencies;

    Measures(Recording recording, Duration length) {
        this.recording = recording;
        this.length = length;
        this.latencies = LongStream.concat(
                        recording.calls().stream().mapToLong(Recording.Call::latency),
                        recording.pendingLatencies().stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
    }

    int calls() {
        return recording.calls().size();
    }

    long failed() {
        return recording.calls().stream().filter(call -> !call.success()).count();
    }

    /** A percentile of the latencies of calls in ms. Pending calls count as if they ended now. */
    double percentileMillis(double percent) {
        return percentile(latencies, percent) / 1e6;
    }

    /** The rate after the start, when the clients do not ask together any more. */
    double listRequestsPerSecond() {
        return IntStream.range(START_SLOTS, recording.slots())
                        .map(recording::listRequests)
                        .sum()
                * SLOTS_PER_SECOND
                / (recording.slots() - START_SLOTS);
    }

    /** The rate in the worst half second, except the first, in which every client fetches its first list. */
    double maxListRequestsPerSecond() {
        return SLOTS_PER_SECOND
                * IntStream.range(1, recording.slots())
                        .map(recording::listRequests)
                        .max()
                        .orElse(0);
    }

    /** The fraction of all attempts that went to the affected nodes during the trouble. */
    double shareDuring(Trouble trouble) {
        int all = sent(number -> true, trouble.firstSlot(), trouble.endSlot());
        return (double) sent(trouble.nodes()::contains, trouble.firstSlot(), trouble.endSlot()) / all;
    }

    /** Attempts on each of these nodes divided by their mean, in ascending order. */
    double[] evenness(IntPredicate nodes) {
        double[] attempts = IntStream.rangeClosed(1, recording.nodes())
                .filter(nodes)
                .mapToDouble(number -> sent(number, 0, recording.slots()))
                .sorted()
                .toArray();
        double mean = Arrays.stream(attempts).average().orElse(1);
        return Arrays.stream(attempts).map(count -> count / mean).toArray();
    }

    /**
     * Seconds from the start of the trouble to the end of the last bad half second. A half second is bad if a call failed or
     * more than one in 200 took longer than three times the p99 before the trouble. 0 if none was bad; infinite if the last
     * one was.
     */
    double recoveredAfterSeconds(Trouble trouble) {
        long from = trouble.from().toNanos();
        long slow = SLOW_FACTOR
                * percentile(
                        recording.calls().stream()
                                .filter(call -> call.ended() < from)
                                .mapToLong(Recording.Call::latency)
                                .sorted()
                                .toArray(),
                        99);
        Map<Long, List<Recording.Call>> ended =
                recording.calls().stream().collect(Collectors.groupingBy(call -> call.ended() / Recording.SLOT_NANOS));
        for (int slot = recording.slots() - 1; slot >= trouble.firstSlot(); slot--) {
            if (isBad(ended.getOrDefault((long) slot, List.of()), slow)) {
                return slot == recording.slots() - 1
                        ? Double.POSITIVE_INFINITY
                        : (slot + 1 - trouble.firstSlot()) / SLOTS_PER_SECOND;
            }
        }
        return 0;
    }

    /**
     * Seconds from the end of the trouble until each affected node got at least 80 % of its fair share in one second.
     * Infinite if that never happened; empty if the trouble did not end.
     */
    OptionalDouble shareRecoveredAfterSeconds(Trouble trouble) {
        if (trouble.until().compareTo(length) >= 0) {
            return OptionalDouble.empty();
        }
        for (int slot = trouble.endSlot(); slot + 1 < recording.slots(); slot++) {
            if (haveFairShare(trouble.nodes(), slot, slot + 2)) {
                return OptionalDouble.of((slot - trouble.endSlot()) / SLOTS_PER_SECOND);
            }
        }
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }

    /** Attempts on the node from slot {@code from} (inclusive) to slot {@code to} (exclusive). */
    int sent(int number, int from, int to) {
        return IntStream.range(from, to)
                .map(slot -> recording.sent(number, slot))
                .sum();
    }

    private int sent(IntPredicate nodes, int from, int to) {
        return IntStream.rangeClosed(1, recording.nodes())
                .filter(nodes)
                .map(number -> sent(number, from, to))
                .sum();
    }

    private boolean haveFairShare(List<Integer> nodes, int from, int to) {
        double fair = (double) sent(number -> true, from, to) / recording.nodes();
        return nodes.stream().allMatch(number -> sent(number, from, to) >= RECOVERED_SHARE * fair);
    }

    private static boolean isBad(List<Recording.Call> ended, long slow) {
        long slowCalls = ended.stream().filter(call -> call.latency() > slow).count();
        return ended.stream().anyMatch(call -> !call.success()) || slowCalls * MAX_SLOW_ONE_IN > ended.size();
    }

    private static long percentile(long[] sorted, double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1];
    }
}
