package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Next;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * One attempt over the wrapped client. Hears of it from the client's handler calls and from its future, in whatever order they
 * come. A failure before the headers goes to the execution, which may try another node; a later one goes to the SDK's handler. Its
 * {@link #run} cancels it, on any thread.
 */
final class AsyncExchange implements SdkAsyncHttpResponseHandler, Runnable {
    private static final SdkHttpExecutionAttributes NO_ATTRIBUTES =
            SdkHttpExecutionAttributes.builder().build();
    private static final CompletableFuture<Void> NOT_TRACKED = CompletableFuture.completedFuture(null);

    /** Null until headers or a failure arrive; then it does not change from FAILED to DELIVERING, nor back. */
    private enum Phase {
        /** The response may be a refusal: its headers are held back until the beginning of its body is read. */
        HOLDING,
        /** Events go to the caller. Whether one has been a failure, {@link CallerSignals} knows. */
        DELIVERING,
        /** No event of this attempt goes to the caller. */
        FAILED
    }

    private final Execution execution;
    private final Attempt attempt;
    private final ReleasableBody body;
    private final ReleasableHandler handler = new ReleasableHandler(this);
    private final CallerSignals caller;
    private final CompletableFuture<Void> sent;
    private final AtomicReference<@Nullable Phase> phase = new AtomicReference<>();
    private @Nullable CompletableFuture<Void> call; // published by onCancel
    private @Nullable SdkHttpResponse held; // published by the phase
    private @Nullable HeldBody heldBody; // the client's signals only
    private volatile boolean completed; // successfully
    private boolean streamed;

    /**
     * An attempt that is not sent yet.
     *
     * @param sent completes when the wrapped client has the whole request; used only if the call may be hedged
     */
    private AsyncExchange(Execution execution, Attempt attempt, ReleasableBody body, CompletableFuture<Void> sent) {
        this.execution = execution;
        this.attempt = attempt;
        this.body = body;
        this.sent = sent;
        this.caller = new CallerSignals(execution, attempt);
    }

    /**
     * Sends the attempt.
     *
     * @param mayBeHedged true if it has to be known when the request is sent; see {@link #run}
     * @param inBackground true on a thread that the caller does not know of
     */
    static void send(Attempt attempt, Execution execution, boolean mayBeHedged, boolean inBackground) {
        CompletableFuture<Void> sent = mayBeHedged ? new CompletableFuture<>() : NOT_TRACKED;
        ReleasableBody body = new ReleasableBody(execution.request().requestContentPublisher(), attempt, sent);
        new AsyncExchange(execution, attempt, body, sent).send(inBackground);
    }

    private void send(boolean inBackground) {
        try {
            AsyncTransport transport = (AsyncTransport) attempt.transport();
            AsyncExecuteRequest request = rewritten();
            CompletableFuture<Void> executed = inBackground
                    ? transport.executeWhileOpen(request)
                    : transport.client().execute(request);
            call = executed;
            attempt.onCancel(this);
            executed.whenComplete((done, failure) -> completed(failure));
        } catch (RuntimeException | Error e) {
            attempt.notBegun(e);
            completed(e);
        }
    }

    private AsyncExecuteRequest rewritten() {
        AsyncExecuteRequest original = execution.request();
        attempt.reportNode(original.metricCollector());
        AsyncExecuteRequest.Builder request = AsyncExecuteRequest.builder()
                .request(attempt.request())
                .requestContentPublisher(body)
                .responseHandler(handler)
                .metricCollector(original.metricCollector().orElse(null))
                .fullDuplex(original.fullDuplex());
        if (!NO_ATTRIBUTES.equals(original.httpExecutionAttributes())) { // copying none costs half a kilobyte
            request.httpExecutionAttributes(original.httpExecutionAttributes());
        }
        return request.build();
    }

    /**
     * A superseded attempt is cancelled only after its request is sent: Netty's client, cancelled in between, closes the
     * connection, writes to it all the same, releases a buffer twice and warns with a stack trace.
     */
    @Override
    public void run() {
        CompletableFuture<Void> executed = Objects.requireNonNull(call, "set before onCancel");
        if (attempt.isSuperseded()) {
            sent.whenComplete((done, failure) -> executed.cancel(true));
        } else {
            executed.cancel(true);
        }
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
        if (attempt.mayBeRefused(headers)) {
            held = headers;
            phase.compareAndSet(null, Phase.HOLDING);
        } else if (phase.compareAndSet(null, Phase.DELIVERING)) {
            deliver(headers);
        } else if (isDelivering()) {
            caller.tellHandler(to -> to.onHeaders(headers));
        }
    }

    /** Returns false if the other attempt answers. */
    private boolean deliver(SdkHttpResponse headers) {
        if (!attempt.responded(headers)) {
            phase.set(Phase.FAILED);
            return false;
        }
        if (isDelivering()) {
            caller.tellHandler(to -> to.onHeaders(attempt.delivered(headers)));
        }
        return true;
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        streamed = true;
        if (phase.get() == Phase.HOLDING && !attempt.isSuperseded()) {
            HeldBody body = new HeldBody(attempt, this::readAhead);
            heldBody = body;
            stream.subscribe(body);
        } else if (!isDelivering() || !passOn(stream)) {
            stream.subscribe(new CancellingSubscriber());
        }
    }

    private boolean passOn(Publisher<ByteBuffer> stream) {
        TrackedBody tracked = new TrackedBody(DecodedBody.decode(stream, attempt), attempt, caller);
        return caller.tellHandler(to -> to.onStream(tracked));
    }

    /** The beginning of a body that was held back is known: passes the response on, or asks another node. */
    private void readAhead() {
        HeldBody body = Objects.requireNonNull(heldBody, "set with the stream");
        Throwable failure = body.failure();
        if (failure != null) {
            onError(failure);
        } else if (phase.compareAndSet(Phase.HOLDING, Phase.DELIVERING)) {
            Next next = attempt.isRefused() ? execution.refused(attempt) : null;
            if (next != null) {
                phase.set(Phase.FAILED);
                body.cancel();
                execution.proceed(next);
            } else if (deliver(Objects.requireNonNull(held, "set with the phase"))) {
                onStream(body);
            } else {
                body.cancel();
            }
        } else {
            body.cancel();
        }
        if (completed) {
            completed(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failedBeforeHeaders()) {
            execution.failed(attempt, failure);
        } else if (isDelivering()) {
            caller.fail(failure);
        }
    }

    /** The wrapped client's future completed; null for success. */
    private void completed(@Nullable Throwable failure) {
        if (failure == null) {
            completed = true;
            try {
                if (phase.get() == Phase.HOLDING && !passOnWithoutBody()) {
                    return; // again when the beginning of the body is known
                }
            } catch (RuntimeException | Error e) { // the caller's, which no client hears of
                completed(e);
                return;
            }
            if (phase.get() != Phase.FAILED && !attempt.isSuperseded()) {
                try {
                    attempt.finished();
                } finally {
                    execution.complete();
                }
            }
        } else if (failedBeforeHeaders()) {
            execution.failed(attempt, failure);
        } else if (isDelivering()) {
            caller.failFuture(failure);
        }
        if (failure != null || streamed) {
            handler.release();
            body.release();
        }
    }

    /** False if a body was announced. */
    private boolean passOnWithoutBody() {
        return !streamed
                && phase.compareAndSet(Phase.HOLDING, Phase.DELIVERING)
                && deliver(Objects.requireNonNull(held, "set with the phase"));
    }

    /** Not if the other attempt was faster, which may turn out while the headers of this one are processed. */
    private boolean isDelivering() {
        return phase.get() == Phase.DELIVERING && !attempt.isSuperseded();
    }

    private boolean failedBeforeHeaders() {
        return phase.compareAndSet(null, Phase.FAILED) || phase.compareAndSet(Phase.HOLDING, Phase.FAILED);
    }
}
