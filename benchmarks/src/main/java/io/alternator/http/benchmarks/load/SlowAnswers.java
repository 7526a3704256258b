package io.alternator.http.benchmarks.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Answers of slow nodes that wait for their time. On the event loop. */
final class SlowAnswers implements Executor {
    private static final long NO_END = 0; // as a selector has it

    private final long slowness;
    private final Deque<Answer> waiting = new ArrayDeque<>();

    private record Answer(long due, Runnable write) {}

    SlowAnswers(Duration slowness) {
        this.slowness = slowness.toNanos();
    }

    @Override
    public void execute(Runnable write) {
        if (slowness == 0) {
            write.run();
        } else {
            waiting.add(new Answer(System.nanoTime() + slowness, write));
        }
    }

    /** The milliseconds until the next one is due, rounded up; 0 if there is none. */
    long writeThoseDue() {
        while (!waiting.isEmpty()) {
            long left = waiting.element().due() - System.nanoTime();
            if (left > 0) {
                return TimeUnit.NANOSECONDS.toMillis(left) + 1;
            }
            waiting.remove().write().run();
        }
        return NO_END;
    }
}
