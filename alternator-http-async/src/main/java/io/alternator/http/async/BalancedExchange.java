package io.alternator.http.async;

import io.alternator.http.internal.routing.Attempt;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.routing.HedgeSender;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * One request of the SDK: chains attempts until one has a response or none is left. If it is hedged, two are under way at
 * once; the handler hears of the one that has headers first, and of a failure only when there is no other. Whoever completes
 * the returned future from outside, by cancelling or otherwise, ends what is under way; nothing follows then.
 */
final class BalancedExchange implements HedgeSender<AsyncTransport> {
    private static final SdkHttpExecutionAttributes NO_ATTRIBUTES =
            SdkHttpExecutionAttributes.builder().build();
    private static final CompletableFuture<Void> NOT_WATCHED = CompletableFuture.completedFuture(null);

    private final Cluster<AsyncTransport> cluster;
    private final AsyncExecuteRequest request;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private volatile @Nullable Attempt<AsyncTransport> current;
    private volatile @Nullable Attempt<AsyncTransport> hedge;

    private BalancedExchange(Cluster<AsyncTransport> cluster, AsyncExecuteRequest request) {
        this.cluster = cluster;
        this.request = request;
    }

    static CompletableFuture<Void> execute(Cluster<AsyncTransport> cluster, AsyncExecuteRequest request) {
        BalancedExchange exchange = new BalancedExchange(cluster, request);
        exchange.start();
        return exchange.result;
    }

    private void start() {
        result.whenComplete((done, failure) -> {
            if (failure != null) {
                abort(current);
                abort(hedge);
            }
        });
        try {
            send(cluster.begin(request.request(), this));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private static void abort(@Nullable Attempt<AsyncTransport> underWay) {
        if (underWay != null) {
            underWay.abort();
        }
    }

    private void send(Attempt<AsyncTransport> attempt) {
        current = attempt; // before execute(), which may fail at once and come back here for the next attempt
        execute(attempt);
    }

    @Override
    public boolean hedge(Supplier<@Nullable Attempt<AsyncTransport>> second) {
        if (request.requestContentPublisher().contentLength().isEmpty()) {
            return false; // a stream, which can be read once perhaps
        }
        Attempt<AsyncTransport> attempt = second.get();
        if (attempt != null) {
            hedge = attempt;
            execute(attempt);
        }
        return true;
    }

    private void execute(Attempt<AsyncTransport> attempt) {
        if (attempt.mayBeHedged()) {
            WatchedBody body = new WatchedBody(request.requestContentPublisher());
            execute(attempt, body, body.taken());
        } else {
            execute(attempt, request.requestContentPublisher(), NOT_WATCHED);
        }
    }

    private void execute(Attempt<AsyncTransport> attempt, SdkHttpContentPublisher body, CompletableFuture<Void> sent) {
        AttemptHandler handler = new AttemptHandler(this, attempt, sent);
        try {
            handler.started(attempt.transport().client().execute(retargeted(attempt, body, handler)));
        } catch (RuntimeException e) {
            handler.completed(e);
        }
    }

    private AsyncExecuteRequest retargeted(
            Attempt<AsyncTransport> attempt, SdkHttpContentPublisher body, SdkAsyncHttpResponseHandler handler) {
        attempt.reportTo(request.metricCollector());
        AsyncExecuteRequest.Builder retargeted = AsyncExecuteRequest.builder()
                .request(attempt.request())
                .requestContentPublisher(body)
                .responseHandler(handler)
                .metricCollector(request.metricCollector().orElse(null))
                .fullDuplex(request.fullDuplex());
        if (!NO_ATTRIBUTES.equals(
                request.httpExecutionAttributes())) { // copying even none of them costs half a kilobyte
            retargeted.httpExecutionAttributes(request.httpExecutionAttributes());
        }
        return retargeted.build();
    }

    /** No response came: goes on with the next attempt, or lets the caller know. */
    void failed(Attempt<AsyncTransport> attempt, Throwable failure) {
        Attempt<AsyncTransport> next;
        try {
            next = attempt.failed(failure, result.isDone());
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            fail(e);
            return;
        }
        if (next != null) {
            send(next);
        } else if (!attempt.isCovered()) {
            fail(failure);
        }
    }

    /** The caller's own handler. */
    SdkAsyncHttpResponseHandler handler() {
        return request.responseHandler();
    }

    /** True if the caller does not wait any more. */
    boolean isOver() {
        return result.isDone();
    }

    /** The response is complete, or broke off after its headers. */
    void complete(@Nullable Throwable failure) {
        if (failure == null) {
            result.complete(null);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void fail(Throwable failure) {
        request.responseHandler().onError(failure);
        result.completeExceptionally(failure);
    }
}
