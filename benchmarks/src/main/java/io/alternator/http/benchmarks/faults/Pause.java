package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time that passes on the thread that plays a trial. */
final class Pause {
    private static final int STEP_MILLIS = 10;

    private Pause() {}

    static void of(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Until something holds, at most so long. */
    static void until(BooleanSupplier condition, Duration most) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < most.toNanos()) {
            Thread.sleep(STEP_MILLIS);
        }
    }
}
