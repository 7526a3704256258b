package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The samples of the last two minutes: every page sees the same numbers, and one that is opened late, or lost the connection,
 * sees what happened meanwhile. Thread-safe.
 */
final class History {
    static final int KEPT = 240;
    /** Readings that rates are taken over: those of about a second. */
    private static final int WINDOW = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Reading> readings = new ArrayDeque<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long taken;

    void add(Reading now, List<NodeStatus> nodes, long failures) {
        lock.lock();
        try {
            Reading before = readings.isEmpty() ? now : readings.getFirst();
            samples.addLast(new Sample(
                    ++taken,
                    now.at(),
                    now.rateSince(before),
                    now.requests(),
                    failures,
                    NodeSample.of(nodes, before, now)));
            readings.addLast(now);
            trim(readings, WINDOW - 1); // the next one completes it
            trim(samples, KEPT);
        } finally {
            lock.unlock();
        }
    }

    /** Samples with a greater number than this, oldest first. */
    List<Sample> after(long number) {
        lock.lock();
        try {
            return samples.stream().filter(sample -> sample.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    private static void trim(Deque<?> oldestFirst, int kept) {
        while (oldestFirst.size() > kept) {
            oldestFirst.removeFirst();
        }
    }
}
