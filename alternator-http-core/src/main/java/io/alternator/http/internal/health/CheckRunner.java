package io.alternator.http.internal.health;

import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the checks of one node: at most one at a time, and a requested one at most once per 200 ms. Checks start, and their
 * results are handled, on the scheduler's thread.
 */
final class CheckRunner {
    /** From the start of a check to that of a requested one. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(200);

    private final Supplier<CompletableFuture<CheckResult>> check;
    private final Scheduler scheduler;
    private final Ticker ticker;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean owed = new AtomicBoolean();
    private volatile boolean checking;

    // The scheduler's thread only:
    private long lastCheck;
    private @Nullable Runnable next;

    /**
     * Runs nothing yet.
     *
     * @param check starts one check of the node
     */
    CheckRunner(Supplier<CompletableFuture<CheckResult>> check, Scheduler scheduler, Ticker ticker) {
        this.check = check;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.lastCheck = ticker.nanos() - MIN_INTERVAL.toNanos();
    }

    boolean isChecking() {
        return checking;
    }

    /** When the last check started. On the scheduler's thread. */
    long startedAt() {
        return lastCheck;
    }

    /** Runs {@code start} soon, unless a check is in progress or began less than 200 ms ago. May be called on any thread. */
    void request(Runnable start) {
        if (!checking && requested.compareAndSet(false, true)) { // one task, however many requests fail at once
            scheduler.execute(() -> {
                requested.set(false);
                if (!checking && ticker.nanos() - lastCheck >= MIN_INTERVAL.toNanos()) {
                    start.run();
                }
            });
        }
    }

    /**
     * Runs {@code start} as soon as possible: after the check in progress, whose result may be older than the reason for this one, and
     * at least 200 ms after the last one began. May be called on any thread.
     */
    void requestAnother(Runnable start) {
        if (owed.compareAndSet(false, true)) {
            scheduler.execute(() -> startOwed(start));
        }
    }

    private void startOwed(Runnable start) {
        Duration wait = MIN_INTERVAL.minusNanos(ticker.nanos() - lastCheck);
        if (checking) {
            next = start;
        } else if (wait.compareTo(Duration.ZERO) > 0) {
            scheduler.schedule(() -> startOwed(start), wait);
        } else {
            owed.set(false);
            start.run();
        }
    }

    /** Starts a check. Must not be called while one is in progress. */
    void start(Consumer<CheckResult> onResult) {
        checking = true;
        lastCheck = ticker.nanos();
        check.get().thenAccept(result -> scheduler.execute(() -> ended(result, onResult)));
    }

    private void ended(CheckResult result, Consumer<CheckResult> onResult) {
        checking = false;
        Runnable another = next;
        next = null;
        if (another != null) {
            scheduler.execute(() -> startOwed(another)); // also if the result's consumer fails
        }
        onResult.accept(result);
    }
}
