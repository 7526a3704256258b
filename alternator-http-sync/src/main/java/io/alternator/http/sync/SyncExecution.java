package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.call.Next;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.operation.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * One request of the SDK: sends the call's attempts on the calling thread, until one has a response or the call fails. If the
 * call is hedged, a {@link HedgeTask} does the same on another thread. Called once, by one thread; aborted by any.
 */
final class SyncExecution implements ExecutableHttpRequest, HedgeExecutor, HedgeTask.Execution, RequestBody {
    private final Call call;
    private final HttpExecuteRequest request;
    private final Executor hedgeThreads;
    private @Nullable ReadAheadBody readAhead; // the calling thread only
    private volatile @Nullable HedgeTask hedge;

    SyncExecution(Cluster cluster, HttpExecuteRequest request, Executor hedgeThreads) {
        this.request = request;
        this.hedgeThreads = hedgeThreads;
        this.call = cluster.newCall(request.httpRequest(), this);
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        Next first = call.next(this);
        ReadAheadBody read = readAhead;
        HttpExecuteResponse response = send(
                first, read != null ? read : request.contentStreamProvider().orElse(null));
        return response != null
                ? response
                : Objects.requireNonNull(hedge, "no attempt answers").await();
    }

    @Override
    public boolean read(Reader reader) throws IOException {
        ReadAheadBody body = readAhead;
        if (body == null && request.contentStreamProvider().isPresent()) {
            body = new ReadAheadBody(request.contentStreamProvider().get());
            readAhead = body;
        }
        return body != null && body.read(reader);
    }

    @Override
    public void abort() {
        call.abort();
    }

    @Override
    public @Nullable InputStream openBody() {
        return request.contentStreamProvider()
                .map(ContentStreamProvider::newStream)
                .orElse(null);
    }

    @Override
    public boolean execute(Supplier<Next> second) {
        HedgeTask task = new HedgeTask(this, second, request.contentStreamProvider());
        hedge = task; // before it runs: its answer may be awaited at once
        try {
            hedgeThreads.execute(task);
            return true;
        } catch (RejectedExecutionException noThread) {
            return false;
        }
    }

    /**
     * Sends attempts until one has a response.
     *
     * @param body of the request; null if it has none
     * @return null if the call's other attempt answers, on another thread
     */
    @Override
    public @Nullable HttpExecuteResponse send(Next first, @Nullable ContentStreamProvider body) throws IOException {
        Next next = first;
        ContentStreamProvider unread = body;
        HttpExecuteResponse refusal = null;
        Throwable unsent = null;
        while (next instanceof Next.Send send) {
            Attempt attempt = send.attempt();
            try {
                SyncExchange exchange = SyncExchange.prepare(attempt, request, unread);
                exchange.send();
                Next elsewhere = attempt.isRefused() ? call.refused(attempt, true) : null;
                if (elsewhere == null) {
                    return exchange.response();
                }
                next = elsewhere;
                HttpExecuteResponse released = exchange.refusal();
                refusal = attempt.isThrottled() ? released : null; // a node's wrong clock is not for the SDK
                unread = body == null ? null : new RereadBody(body);
            } catch (IOException | RuntimeException | Error e) {
                if (Thread.currentThread().isInterrupted()) {
                    call.abort();
                }
                next = call.after(attempt, e);
                unsent = BodyGoneException.isCauseOf(e) ? unsent : e;
                unread = body == null ? null : new RereadBody(body);
            }
        }
        if (next instanceof Next.Fail fail) {
            boolean bodyGone = BodyGoneException.isCauseOf(fail.cause());
            if (refusal != null && bodyGone) {
                return refusal;
            }
            throw Rethrow.asIOException(unsent != null && bodyGone ? unsent : fail.cause());
        }
        return null;
    }
}
