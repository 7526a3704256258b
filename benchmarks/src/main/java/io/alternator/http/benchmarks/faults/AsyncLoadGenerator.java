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

/** Runs a chain of asynchronous requests per caller. Two threads handle all completions. */
final class AsyncLoadGenerator implements LoadGenerator {
    private static final int THREADS = 2;

    private final DynamoDbAsyncClient client;
    private final RequestLog requestLog;
    private final CountDownLatch activeCallers;
    // Completions run on these threads instead of the client's event loop because sending the next request may block.
    // The
    // hand-over also keeps the stack flat when requests fail immediately.
    private final ExecutorService completions = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "load-completions");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean finishing;

    private AsyncLoadGenerator(DynamoDbAsyncClient client, int callers, RequestLog requestLog) {
        this.client = client;
        this.requestLog = requestLog;
        this.activeCallers = new CountDownLatch(callers);
    }

    static Factory over(SdkAsyncHttpClient.Builder<?> bare) {
        return (target, callers, requestLog) -> {
            AsyncLoadGenerator started = new AsyncLoadGenerator(target.open(bare), callers, requestLog);
            for (int caller = 0; caller < callers; caller++) {
                started.sendNext(new UniqueGetItem(caller, 0));
            }
            return started;
        };
    }

    private void sendNext(UniqueGetItem getItem) {
        if (finishing) {
            activeCallers.countDown();
            return;
        }
        requestLog.begin(getItem.caller());
        send(getItem)
                .thenAccept(getItem::verify)
                .whenCompleteAsync((checked, failure) -> completed(getItem, failure), completions);
    }

    private CompletableFuture<GetItemResponse> send(UniqueGetItem getItem) {
        try {
            return client.getItem(getItem.request());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void completed(UniqueGetItem getItem, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        requestLog.end(getItem.caller(), cause);
        sendNext(getItem.next());
    }

    @Override
    public boolean finish(Duration timeout) throws InterruptedException {
        finishing = true;
        return activeCallers.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        finishing = true;
        client.close();
        completions.shutdownNow();
    }
}
