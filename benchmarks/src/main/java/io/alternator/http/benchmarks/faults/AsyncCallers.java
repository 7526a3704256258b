package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A chain of requests for each caller; two threads serve them all. */
final class AsyncCallers implements Callers {
    private static final int THREADS = 2;

    private final DynamoDbAsyncClient client;
    private final Exchanges exchanges;
    private final CountDownLatch busy;
    // Not on an event loop, which must not wait; and a chain of requests that fail at once must not become a deep
    // stack.
    private final ExecutorService completions = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "callers");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean finishing;

    private AsyncCallers(DynamoDbAsyncClient client, int callers, Exchanges exchanges) {
        this.client = client;
        this.exchanges = exchanges;
        this.busy = new CountDownLatch(callers);
    }

    static Factory over(SdkAsyncHttpClient.Builder<?> bare) {
        return (route, callers, exchanges) -> {
            AsyncCallers started = new AsyncCallers(route.open(bare), callers, exchanges);
            for (int caller = 0; caller < callers; caller++) {
                started.ask(new Question(caller, 0));
            }
            return started;
        };
    }

    private void ask(Question question) {
        if (finishing) {
            busy.countDown();
            return;
        }
        exchanges.begin(question.caller());
        send(question)
                .thenAccept(question::check)
                .whenCompleteAsync((checked, failure) -> end(question, failure), completions);
    }

    private CompletableFuture<GetItemResponse> send(Question question) {
        try {
            return client.getItem(question.request());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(Question question, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        exchanges.end(question.caller(), cause);
        ask(question.next());
    }

    @Override
    public boolean finish(Duration patience) throws InterruptedException {
        finishing = true;
        return busy.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        finishing = true;
        client.close();
        completions.shutdownNow();
    }
}
