package io.alternator.http.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** A request that is not balanced and whose client has to be built first, which takes too long for an event loop. */
final class LateExecution {
    private final AsyncExecuteRequest request;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    private LateExecution(AsyncExecuteRequest request) {
        this.request = request;
    }

    /**
     * Sends the request. Completing the returned future from outside cancels it.
     *
     * @param client builds the client
     */
    static CompletableFuture<Void> execute(
            Supplier<AsyncTransport> client, AsyncExecuteRequest request, Executor blocking) {
        LateExecution execution = new LateExecution(request);
        try {
            blocking.execute(() -> execution.send(client));
        } catch (RejectedExecutionException closed) {
            execution.fail(new IllegalStateException("the client is closed", closed));
        }
        return execution.result;
    }

    private void send(Supplier<AsyncTransport> client) {
        if (result.isDone()) {
            return; // cancelled
        }
        try {
            CompletableFuture<Void> sent = client.get().executeWhileOpen(request);
            result.whenComplete((done, failure) -> {
                if (failure != null) {
                    sent.completeExceptionally(failure);
                }
            });
            sent.whenComplete((done, failure) -> {
                if (failure == null) {
                    result.complete(null);
                } else {
                    result.completeExceptionally(failure); // the client has told the handler
                }
            });
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            request.responseHandler().onError(failure);
        } finally {
            result.completeExceptionally(failure);
        }
    }
}
