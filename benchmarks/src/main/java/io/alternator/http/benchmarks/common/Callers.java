package io.alternator.http.benchmarks.common;

import io.alternator.http.support.ItemClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    private final Executor completions;

    /** What the callers send, and what becomes of it. An exception ends the caller. */
    public interface Work {
        /** The caller's next request; null if it has ended. */
        @Nullable
        GetItemRequest next(int caller);

        /** A request of the caller has ended, with a response or a failure. */
        void ended(int caller, @Nullable GetItemResponse response, @Nullable Throwable failure);
    }

    private Callers(ItemClient client, int callers, boolean chained) {
        this.client = client;
        this.callers = callers;
        this.threads = Executors.newFixedThreadPool(client.blocks() ? callers : 2, task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
        this.completions = chained ? Runnable::run : threads;
    }

    /** An async client's next request is sent on the thread that completes the one before. A sync client has a thread per caller. */
    public static Callers chained(ItemClient client, int callers) {
        return new Callers(client, callers, true);
    }

    /**
     * An async client's requests are sent on threads of their own, because sending may block; that also keeps the stack flat when
     * requests fail at once.
     */
    public static Callers handedOver(ItemClient client, int callers) {
        return new Callers(client, callers, false);
    }

    /** Starts all callers. Completed when all have ended; exceptionally, if one ended by an exception. */
    public CompletableFuture<Void> run(Work work) {
        return CompletableFuture.allOf(IntStream.range(0, callers)
                .mapToObj(caller -> client.blocks()
                        ? CompletableFuture.runAsync(() -> loop(work, caller), threads)
                        : chain(work, caller))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void loop(Work work, int caller) {
        for (GetItemRequest next = work.next(caller); next != null; next = work.next(caller)) {
            client.get(next)
                    .handle((response, failure) -> {
                        work.ended(caller, response, failure);
                        return null;
                    })
                    .join();
        }
    }

    private CompletableFuture<Void> chain(Work work, int caller) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        sendNext(work, caller, done);
        return done;
    }

    private void sendNext(Work work, int caller, CompletableFuture<Void> done) {
        GetItemRequest next = work.next(caller);
        if (next == null) {
            done.complete(null);
            return;
        }
        client.get(next)
                .whenCompleteAsync(
                        (response, failure) -> {
                            try {
                                work.ended(caller, response, failure);
                                sendNext(work, caller, done);
                            } catch (RuntimeException | Error e) {
                                done.completeExceptionally(e);
                            }
                        },
                        completions);
    }

    /** Interrupts the callers and closes the client. */
    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
