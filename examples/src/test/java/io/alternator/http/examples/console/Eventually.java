package io.alternator.http.examples.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Polls until a value is present; the limit allows for a busy machine. */
final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Eventually() {}

    static <T> T get(Supplier<String> what, Callable<Optional<T>> attempt) {
        long until = System.nanoTime() + TIMEOUT.toNanos();
        try {
            for (Optional<T> got = attempt.call(); ; got = attempt.call()) {
                if (got.isPresent()) {
                    return got.get();
                }
                if (until - System.nanoTime() < 0) {
                    throw new AssertionError("not within " + TIMEOUT.toSeconds() + " s: " + what.get());
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
