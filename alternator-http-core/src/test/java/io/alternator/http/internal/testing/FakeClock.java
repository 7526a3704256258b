package io.alternator.http.internal.testing;

import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock and scheduler that the test advances. Tasks run in the test's thread. The clock starts 30 s before its readings
 * wrap.
 */
public final class FakeClock implements Ticker, Scheduler, InstantSource {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.at - origin()).thenComparing(task -> task.order));
    private final AtomicLong order = new AtomicLong();
    private volatile long now = origin();
    private boolean closed;

    /** A cancelled task stays in the queue, as removing it takes too long in simulations of a thousand clients. */
    private static final class Task {
        private final long at;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        private Task(long at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }
    }

    private static long origin() {
        return Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now - origin());
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    @Override
    public Cancellable schedule(Runnable action, Duration delay) {
        Task task = new Task(now + delay.toNanos(), order.incrementAndGet(), action);
        synchronized (tasks) {
            if (!closed) {
                tasks.add(task);
            }
        }
        return () -> {
            synchronized (tasks) {
                task.cancelled = true;
            }
        };
    }

    @Override
    public void close() {
        synchronized (tasks) {
            closed = true;
            tasks.clear();
        }
    }

    /** How many tasks are scheduled and not cancelled. */
    public int pending() {
        synchronized (tasks) {
            return (int) tasks.stream().filter(task -> !task.cancelled).count();
        }
    }

    /** Runs what is due now. */
    public void runReady() {
        advance(Duration.ZERO);
    }

    /** Lets time pass without running anything, as when the process is paused. What became due meanwhile runs late. */
    public void pause(Duration duration) {
        long end = now + duration.toNanos();
        now = end;
    }

    /** Advances time, and runs each task that becomes due at its own time. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            now = Math.max(task.at - origin(), now - origin()) + origin();
            task.action.run();
        }
        now = end;
    }

    private @org.jspecify.annotations.Nullable Task next(long end) {
        synchronized (tasks) {
            while (!tasks.isEmpty() && tasks.element().cancelled) {
                tasks.remove();
            }
            Task task = tasks.peek();
            return task != null && task.at - end <= 0 ? tasks.poll() : null;
        }
    }
}
