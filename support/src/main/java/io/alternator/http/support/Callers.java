package io.alternator.http.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps requests in flight: as many as there are callers, each sending one after another. Thread-safe. */
public final class Callers implements AutoCloseable {
    private final int callers;
    private final ExecutorService threads;
    private volatile boolean stopped;

    /** What the callers send. An exception, or a future that fails, ends the caller. */
    @FunctionalInterface
    public interface Work {
        /** Sends the caller's next request; null if the caller has ended. */
        @Nullable
        CompletableFuture<?> send(int caller);
    }

    /** Starts no thread yet. */
    public Callers(int callers) {
        this.callers = callers;
        this.threads = Executors.newFixedThreadPool(callers, Callers::daemon);
    }

    private static Thread daemon(Runnable caller) {
        Thread thread = new Thread(caller, "caller");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts all callers, each on a thread. Completed when all have ended; exceptionally, if one ended by an exception. */
    public CompletableFuture<Void> run(Work work) {
        return CompletableFuture.allOf(IntStream.range(0, callers)
                .mapToObj(caller -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    threads.execute(() -> send(work, caller, done));
                    return done;
                })
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * The same, and waits until all have ended.
     *
     * @param what names the requests in the message
     * @throws IllegalStateException if a caller ended by an exception, or has not ended after this time
     */
    public void run(String what, Duration limit, Work work) throws InterruptedException {
        try {
            run(work).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    what + ": a request failed, or the last ended after more than " + limit.toSeconds() + " s", e);
        }
    }

    /**
     * Sends one request after another as long as each has ended when the client returns, as over a sync client, or if it fails at once.
     * Else the thread that completes it goes on, as in an application that chains its requests.
     */
    private void send(Work work, int caller, CompletableFuture<Void> done) {
        try {
            for (CompletableFuture<?> sent = next(work, caller); sent != null; sent = next(work, caller)) {
                if (!sent.isDone()) {
                    sent.thenRun(() -> send(work, caller, done)).exceptionally(failure -> {
                        done.completeExceptionally(failure);
                        return null;
                    });
                    return;
                }
                sent.join();
            }
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    /** Lets the callers end after their current request; further ones end at once. */
    public void stop() {
        stopped = true;
    }

    private @Nullable CompletableFuture<?> next(Work work, int caller) {
        return stopped ? null : work.send(caller);
    }

    /** Interrupts the callers. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
