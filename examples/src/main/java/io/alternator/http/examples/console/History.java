package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The samples of the last two minutes. All pages show the same numbers, and a page that is opened late or reconnects gets the
 * samples that it missed. Thread-safe.
 */
final class History {
    static final int MAX_SAMPLES = 240;
    /** Number of readings that a rate spans: three at 500 ms, that is one second. */
    private static final int WINDOW = 3;

    private final Deque<Reading> readings = new ArrayDeque<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastNumber;

    synchronized void add(Reading now, List<NodeStatus> nodes, long failures) {
        Reading before = readings.isEmpty() ? now : readings.getFirst();
        samples.addLast(new Sample(
                ++lastNumber,
                now.at(),
                now.rateSince(before),
                now.requests(),
                failures,
                NodeSample.of(nodes, before, now)));
        readings.addLast(now);
        trim(readings, WINDOW - 1); // the next one completes it
        trim(samples, MAX_SAMPLES);
    }

    /** Samples with a number greater than this, oldest first. */
    synchronized List<Sample> after(long number) {
        return samples.stream().filter(sample -> sample.number() > number).toList();
    }

    private static void trim(Deque<?> oldestFirst, int maxSize) {
        while (oldestFirst.size() > maxSize) {
            oldestFirst.removeFirst();
        }
    }
}
