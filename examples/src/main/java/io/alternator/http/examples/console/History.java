package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import io.alternator.http.examples.console.Faults.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
    private final Function<String, Optional<Fault>> faults;
    private long lastNumber;

    /**
     * Measurements at one moment.
     *
     * @param number sequence number, from 1
     * @param at milliseconds since 1970
     * @param rate successful requests of the application per second
     * @param requests successful requests of the application since the start
     * @param failures failed requests of the application since the start
     */
    record Sample(long number, long at, double rate, long requests, long failures, List<NodeSample> nodes) {}

    /** The faults are by the node's address; a node that is not embedded has none. */
    History(Function<String, Optional<Fault>> faults) {
        this.faults = faults;
    }

    synchronized void add(Reading now, List<NodeStatus> nodes) {
        Reading before = readings.isEmpty() ? now : readings.getFirst();
        samples.addLast(new Sample(
                ++lastNumber,
                now.at().toEpochMilli(),
                now.rateSince(before),
                now.requests(),
                now.failures(),
                NodeSample.of(nodes, before, now, faults)));
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
