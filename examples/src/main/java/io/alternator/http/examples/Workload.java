package io.alternator.http.examples;

import io.alternator.http.support.ItemClient;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Callers that write an item and read it back at once, in a loop. Thread-safe. */
public final class Workload {
    private final String table;
    private final int itemsPerCaller;
    private final Runnable pace;
    private final ExecutorService callers = Executors.newCachedThreadPool(new DefaultThreadFactory("caller", true));
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private volatile String latestFailure = "";
    private volatile boolean running = true;

    /**
     * @param itemsPerCaller after so many, a caller writes its first item again
     * @param pace runs before each item
     */
    public Workload(String table, int itemsPerCaller, Runnable pace) {
        this.table = table;
        this.itemsPerCaller = itemsPerCaller;
        this.pace = pace;
    }

    /** Starts this many callers, each a thread that takes its client anew for each request. They end after {@link #stop}. */
    public void start(String name, Supplier<ItemClient> client, int count) {
        for (int i = 0; i < count; i++) {
            String caller = name + "-" + i;
            callers.execute(() -> call(caller, client));
        }
    }

    /** Stops the callers and waits for them, at most this long. From now on, failures no longer count. */
    public void stop(Duration timeout) {
        running = false;
        callers.shutdown();
        try {
            callers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests that succeeded. */
    public long requests() {
        return requests.sum();
    }

    /** Requests that failed, after the SDK's retries, or did not return the written item. */
    public long failures() {
        return failures.sum();
    }

    /** Message of the last failure; empty before the first. */
    public String latestFailure() {
        return latestFailure;
    }

    /** Items that were written. */
    long written() {
        return written.size();
    }

    /** Reads every written item once more and returns how many exist. */
    long countReadable(ItemClient client) {
        return written.stream()
                .filter(id -> succeeds(() -> client.get(table, id)))
                .count();
    }

    /** The text of an exception for an operator: its message, or that of the cause of a CompletionException. */
    public static String describe(RuntimeException e) {
        Throwable shown = ItemClient.cause(e);
        return shown.getMessage() == null ? shown.getClass().getSimpleName() : shown.getMessage();
    }

    private void call(String caller, Supplier<ItemClient> client) {
        for (long i = 0; running; i++) {
            pace.run();
            String id = caller + "-" + i % itemsPerCaller;
            if (succeeds(() -> client.get().put(table, id))) {
                written.add(id);
                succeeds(() -> client.get().get(table, id));
            }
        }
    }

    private boolean succeeds(Supplier<CompletableFuture<?>> request) {
        try {
            request.get().join();
            requests.increment();
            return true;
        } catch (RuntimeException e) {
            if (running) {
                latestFailure = describe(e);
                failures.increment();
            }
            return false;
        }
    }
}
