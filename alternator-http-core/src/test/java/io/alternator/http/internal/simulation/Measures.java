package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What a recording says in numbers. */
final class Measures {
    private static final double SLOTS_A_SECOND = 1e9 / Recording.SLOT_NANOS;
    private static final int TIMES_THE_USUAL = 3;
    private static final int ONE_IN = 200;
    private static final double NEARLY_FAIR = 0.8;

    private final Recording recording;
    private final Duration length;
    private final long[] latencies;

    Measures(Recording recording, Duration length) {
        this.recording = recording;
        this.length = length;
        this.latencies = LongStream.concat(
                        recording.calls().stream().mapToLong(Recording.Call::took),
                        recording.stillWaiting().stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
    }

    int calls() {
        return recording.calls().size();
    }

    long failed() {
        return recording.calls().stream().filter(call -> !call.well()).count();
    }

    /** Of the calls' latencies, in milliseconds; those that still wait count as if they ended now. */
    double percentileMillis(double percent) {
        return percentile(latencies, percent) / 1e6;
    }

    double listQuestionsASecond() {
        return IntStream.range(0, recording.slots())
                        .map(recording::listQuestions)
                        .sum()
                / (length.toNanos() / 1e9);
    }

    /** In the worst half second; the first is left out, as there every client asks for the first time. */
    double mostListQuestionsASecond() {
        return SLOTS_A_SECOND
                * IntStream.range(1, recording.slots())
                        .map(recording::listQuestions)
                        .max()
                        .orElse(0);
    }

    /** Which part of all attempts went to the troubled nodes while they were. */
    double shareOfTroubled(Trouble trouble) {
        int all = sent(number -> true, trouble.firstSlot(), trouble.endSlot());
        return (double) sent(trouble.nodes()::contains, trouble.firstSlot(), trouble.endSlot()) / all;
    }

    /** What each of these nodes got, in times of their mean, lowest first. */
    double[] evenness(IntPredicate nodes) {
        double[] got = IntStream.rangeClosed(1, recording.nodes())
                .filter(nodes)
                .mapToDouble(number -> sent(number, 0, recording.slots()))
                .sorted()
                .toArray();
        double mean = Arrays.stream(got).average().orElse(1);
        return Arrays.stream(got).map(count -> count / mean).toArray();
    }

    /**
     * Seconds from the trouble's beginning to the end of the last half second in which the callers noticed it: in which a
     * call failed or one in 200 took longer than three times the 99th percentile from before. 0 if they never did, infinite
     * if they did to the end.
     */
    double wellAfterSeconds(Trouble trouble) {
        long from = trouble.from().toNanos();
        long slow = TIMES_THE_USUAL
                * percentile(
                        recording.calls().stream()
                                .filter(call -> call.ended() < from)
                                .mapToLong(Recording.Call::took)
                                .sorted()
                                .toArray(),
                        99);
        for (int slot = recording.slots() - 1; slot >= trouble.firstSlot(); slot--) {
            if (isBad(slot, slow)) {
                return slot == recording.slots() - 1
                        ? Double.POSITIVE_INFINITY
                        : (slot + 1 - trouble.firstSlot()) / SLOTS_A_SECOND;
            }
        }
        return 0;
    }

    /**
     * Seconds from the trouble's end until each of its nodes got, over a second, four fifths of its fair share; infinite if
     * never, empty if the trouble did not end.
     */
    OptionalDouble shareBackAfterSeconds(Trouble trouble) {
        if (trouble.until().compareTo(length) >= 0) {
            return OptionalDouble.empty();
        }
        for (int slot = trouble.endSlot(); slot + 1 < recording.slots(); slot++) {
            if (haveTheirShare(trouble.nodes(), slot, slot + 2)) {
                return OptionalDouble.of((slot - trouble.endSlot()) / SLOTS_A_SECOND);
            }
        }
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }

    /** Attempts on the node from one slot to before another. */
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

    private boolean haveTheirShare(List<Integer> nodes, int from, int to) {
        double fair = (double) sent(number -> true, from, to) / recording.nodes();
        return nodes.stream().allMatch(number -> sent(number, from, to) >= NEARLY_FAIR * fair);
    }

    private boolean isBad(int slot, long slow) {
        LongPredicate isHere = nanos -> nanos / Recording.SLOT_NANOS == slot;
        List<Recording.Call> here = recording.calls().stream()
                .filter(call -> isHere.test(call.ended()))
                .toList();
        long noticed = here.stream().filter(call -> call.took() > slow).count();
        return here.stream().anyMatch(call -> !call.well()) || noticed * ONE_IN > here.size();
    }

    private static long percentile(long[] sorted, double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1];
    }
}
