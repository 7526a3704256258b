package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits on the thread that runs a trial. */
final class Pause {
    private static final int POLL_MILLIS = 10;

    private Pause() {}

    static void of(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Waits until the condition holds or the timeout has passed. */
    static void until(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < timeout.toNanos()) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
