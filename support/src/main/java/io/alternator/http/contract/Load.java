package io.alternator.http.contract;

import io.alternator.http.support.Callers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Concurrent callers that repeat a call until closed. Each pauses between two calls, so that the processors are free for the nodes and
 * for tests that run at the same time: what the client under test then sees is the nodes' delay, not the machine's.
 */
public final class Load implements AutoCloseable {
    private static final Duration THINK_TIME = Duration.ofMillis(10);

    private final Callers threads;
    private final LongAdder done = new LongAdder();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final Duration thinkTime;
    private final CompletableFuture<Void> all;

    private Load(int callers, Duration thinkTime, IntConsumer call) {
        this.thinkTime = thinkTime;
        threads = new Callers(callers);
        all = threads.run(caller -> run(caller, call));
    }

    /** Starts this many callers, which pause for 10 ms after each call. Each passes its number to the call. */
    public static Load start(int callers, IntConsumer call) {
        return new Load(callers, THINK_TIME, call);
    }

    /** The same without pauses, for tests of a pool that has less connections than callers. */
    public static Load startWithoutPauses(int callers, IntConsumer call) {
        return new Load(callers, Duration.ZERO, call);
    }

    /** Waits until this many more calls have ended, successfully or not. */
    public void awaitCalls(long more) {
        long target = done.sum() + more;
        Await.until(more + " more calls", () -> done.sum() >= target);
    }

    /** Failures so far. */
    public List<Throwable> errors() {
        return errors;
    }

    /** Stops the callers and waits for their calls in progress; fails after a minute, as some clients would wait for ever. */
    @Override
    public void close() {
        threads.stop();
        try {
            Await.until("the calls in progress end", all::isDone);
        } finally {
            threads.close();
        }
    }

    /** On the caller's thread, so that it is completed. */
    private CompletableFuture<?> run(int caller, IntConsumer call) {
        try {
            call.accept(caller);
        } catch (RuntimeException | AssertionError e) {
            errors.add(e);
        }
        done.increment();
        LockSupport.parkNanos(thinkTime.toNanos());
        return CompletableFuture.completedFuture(null);
    }
}
