package io.alternator.http.benchmarks.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Delays the responses of slow nodes. Confined to the event loop. */
final class DelayedResponses implements Executor {
    private static final long NO_TIMEOUT = 0; // for Selector.select

    private final long slowNodeDelay;
    private final Deque<Response> waiting = new ArrayDeque<>();

    private record Response(long due, Runnable write) {}

    DelayedResponses(Duration slowNodeDelay) {
        this.slowNodeDelay = slowNodeDelay.toNanos();
    }

    @Override
    public void execute(Runnable write) {
        if (slowNodeDelay == 0) {
            write.run();
        } else {
            waiting.add(new Response(System.nanoTime() + slowNodeDelay, write));
        }
    }

    /** Writes the responses that are due. Returns the milliseconds to the next one, rounded up, or 0 if there is none. */
    long writeDue() {
        while (!waiting.isEmpty()) {
            long remaining = waiting.element().due() - System.nanoTime();
            if (remaining > 0) {
                return TimeUnit.NANOSECONDS.toMillis(remaining) + 1;
            }
            waiting.remove().write().run();
        }
        return NO_TIMEOUT;
    }
}
