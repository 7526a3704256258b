package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.call.Next;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.operation.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/**
 * One request of the SDK: sends the call's attempts one after the other, until one has a response or the call fails. If the call
 * is hedged, two attempts are in flight at once; the SDK's handler gets the one whose headers arrive first, and a failure only
 * when no other attempt is left. Completing the returned future from outside, by cancelling or otherwise, cancels what is in
 * flight; no further attempt follows.
 */
final class AsyncExecution implements HedgeExecutor, Execution, RequestBody {
    private final AsyncExecuteRequest request;
    private final Call call;
    private final Executor blocking;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private volatile boolean handlerInUse; // again, by the SDK for its next attempt

    private AsyncExecution(Cluster cluster, AsyncExecuteRequest request, Executor blocking) {
        this.request = request;
        this.blocking = blocking;
        this.call = cluster.newCall(request.request(), this);
    }

    /**
     * Sends the request.
     *
     * @param blocking builds a node's client, which takes too long for an event loop
     */
    static CompletableFuture<Void> execute(Cluster cluster, AsyncExecuteRequest request, Executor blocking) {
        AsyncExecution execution = new AsyncExecution(cluster, request, blocking);
        execution.start();
        return execution.result;
    }

    private void start() {
        result.whenComplete((done, failure) -> {
            if (failure != null) {
                call.abort();
                handlerInUse = true;
            }
        });
        try {
            proceed(call.next(this), false);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public boolean read(Reader reader) throws IOException {
        InputStream body = openBody();
        if (body == null) {
            return false;
        }
        reader.read(body);
        return true;
    }

    @Override
    public void proceed(Next next) {
        proceed(next, true);
    }

    private void proceed(Next next, boolean inBackground) {
        if (next instanceof Next.Send send) {
            send(send.attempt(), inBackground);
        } else if (next instanceof Next.Fail fail) {
            fail(fail.cause());
        }
    }

    private void send(Attempt attempt, boolean inBackground) {
        if (attempt.hasTransport()) {
            AsyncExchange.send(attempt, this, call.mayBeHedged(), inBackground);
            return;
        }
        try {
            blocking.execute(() -> AsyncExchange.send(attempt, this, call.mayBeHedged(), true));
        } catch (RejectedExecutionException closed) {
            failed(attempt, new IllegalStateException("the client is closed", closed));
        }
    }

    @Override
    public boolean execute(Supplier<Next> second) {
        if (!isRepeatable()) {
            return false;
        }
        proceed(second.get());
        return true;
    }

    @Override
    public @Nullable InputStream openBody() {
        return isRepeatable() ? BodyInMemory.read(request.requestContentPublisher()) : null;
    }

    /** False for a body of unknown length: a stream, which perhaps can be read only once. */
    private boolean isRepeatable() {
        return request.requestContentPublisher().contentLength().isPresent();
    }

    @Override
    public @Nullable Next refused(Attempt attempt) {
        try {
            return call.refused(attempt, isRepeatable());
        } catch (RuntimeException | Error e) {
            return call.after(attempt, e);
        }
    }

    @Override
    public void failed(Attempt attempt, Throwable failure) {
        if (result.isDone()) {
            call.abort();
        }
        try {
            proceed(call.after(attempt, failure));
        } catch (RuntimeException | Error e) {
            e.addSuppressed(failure);
            fail(e);
        }
    }

    @Override
    public AsyncExecuteRequest request() {
        return request;
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public void complete() {
        result.complete(null);
    }

    @Override
    public void completeExceptionally(Throwable failure) {
        result.completeExceptionally(failure);
    }

    private void fail(Throwable failure) {
        try {
            if (!handlerInUse) {
                request.responseHandler().onError(reason(failure));
            }
        } finally {
            result.completeExceptionally(failure);
        }
    }

    /**
     * What the handler is told of a failure: if the caller does not wait any more, its own reason, such as a time-out, and not that the
     * wrapped client was cancelled. The SDK reports whichever it hears of first.
     */
    private Throwable reason(Throwable failure) {
        return result.isDone()
                ? result.<Throwable>handle((done, own) -> own == null ? failure : own)
                        .join()
                : failure;
    }
}
