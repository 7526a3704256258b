package io.alternator.http.benchmarks.common;

import io.alternator.http.support.ItemClient;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Keeps requests in flight over a client: as many as there are callers, each sending one after another. Thread-safe. */
public final class Callers implements AutoCloseable {
    private final ItemClient client;
    private final int callers;
    private final ExecutorService threads;

    /** What the callers send, and what becomes of it. An exception ends the caller. */
    public interface Work {
        /** The caller's next request; null if it has ended. */
        @Nullable
        GetItemRequest next(int caller);

        /** A request of the caller has ended, with a response or a failure. */
        void ended(int caller, @Nullable GetItemResponse response, @Nullable Throwable failure);
    }

    /** Closes the client when it is closed. */
    public Callers(ItemClient client, int callers) {
        this.client = client;
        this.callers = callers;
        this.threads = Executors.newFixedThreadPool(callers, new DefaultThreadFactory("caller", true));
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
     * Sends one request after another as long as each has ended when the client returns, as over a sync client, or if it fails at once.
     * Else the thread that completes it goes on, as in an application that chains its requests.
     */
    private void send(Work work, int caller, CompletableFuture<Void> done) {
        try {
            for (GetItemRequest next = work.next(caller); next != null; next = work.next(caller)) {
                CompletableFuture<Void> ended = client.get(next).handle((response, failure) -> {
                    work.ended(caller, response, failure);
                    return null;
                });
                if (!ended.isDone()) {
                    ended.thenRun(() -> send(work, caller, done)).exceptionally(failure -> {
                        done.completeExceptionally(failure);
                        return null;
                    });
                    return;
                }
                ended.join();
            }
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    /** Interrupts the callers and closes the client. */
    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
