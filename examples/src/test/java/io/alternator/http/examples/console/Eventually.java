package io.alternator.http.examples.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come, as long as a busy machine may take. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    static <T> T get(Supplier<String> what, Callable<Optional<T>> attempt) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Optional<T> got = attempt.call(); ; got = attempt.call()) {
                if (got.isPresent()) {
                    return got.get();
                }
                if (until - System.nanoTime() < 0) {
                    throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what.get());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what.get(), e);
        }
    }
}
