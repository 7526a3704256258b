package io.alternator.http.internal.health;

import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    private volatile boolean checking;

    private long lastCheck; // the scheduler's thread only

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

    /** Starts a check. Must not be called while one is in progress. */
    void start(Consumer<CheckResult> onResult) {
        checking = true;
        lastCheck = ticker.nanos();
        check.get()
                .thenAccept(result -> scheduler.execute(() -> {
                    checking = false;
                    onResult.accept(result);
                }));
    }
}
