package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * What the caller is told of one attempt once its headers are passed on: by its handler, and by the subscriber of the body. The SDK
 * uses the handler for its next attempt too, as soon as it knows that this one failed, but the client that was cancelled goes on for a
 * while. So a failure is told once, to the handler first, then to the subscriber; then the future fails, and nothing else is passed on.
 *
 * <p>A failure that comes while the caller is in another call of these is told when that call has returned, by its thread, as Reactive
 * Streams' rule 1.3 has it.
 */
final class CallerSignals {
    private static final int FAILED = 1 << 30;

    private final Execution execution;
    private final Attempt attempt;
    private final AtomicInteger state = new AtomicInteger(); // calls in progress, and FAILED
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private volatile @Nullable Subscriber<? super ByteBuffer> subscriber; // while it waits for the body's end
    private volatile boolean complete;

    /**
     * What the caller is told.
     *
     * @param told completed when it has been
     */
    private record Failure(Throwable cause, CompletableFuture<Void> told) {}

    /** The caller knows nothing yet. */
    CallerSignals(Execution execution, Attempt attempt) {
        this.execution = execution;
        this.attempt = attempt;
    }

    /** Passes a signal on, unless a failure was told or the caller does not wait any more: then returns false. */
    boolean tellHandler(Consumer<SdkAsyncHttpResponseHandler> signal) {
        if (execution.isDone() || !begin()) {
            return false;
        }
        try {
            signal.accept(handler());
        } catch (RuntimeException | Error e) {
            attempt.failedByCaller();
            throw e;
        } finally {
            end();
        }
        return true;
    }

    /** Before each call of the body's subscriber. Returns false if none may follow; else {@link #end} must. */
    boolean begin() {
        int before;
        do {
            before = state.get();
            if (before >= FAILED) {
                return false;
            }
        } while (!state.compareAndSet(before, before + 1));
        return true;
    }

    /** After a call of the body's subscriber. */
    void end() {
        if (state.decrementAndGet() == FAILED) {
            tellFailure();
        }
    }

    /** The subscriber is about to get its subscription. */
    void subscribed(Subscriber<? super ByteBuffer> wanted) {
        subscriber = wanted;
    }

    /** The subscriber wants no further signal: it has cancelled, or thrown. */
    void unsubscribed() {
        subscriber = null;
    }

    /** The subscriber is about to be told of the body's end: for the SDK, that may be the end of the attempt. */
    void completing() {
        complete = true;
    }

    /** Ends the attempt and tells the caller that it failed. */
    void fail(Throwable reported) {
        tell(end(reported));
    }

    /** The wrapped client's future failed: as {@link #fail}, and then the caller's future fails. */
    void failFuture(Throwable reported) {
        Throwable cause = end(reported);
        tell(cause);
        first().told().thenRun(() -> execution.completeExceptionally(cause));
    }

    /** What the caller is told; only after {@link #begin} returned false. */
    Throwable failure() {
        return first().cause();
    }

    private Failure first() {
        return Objects.requireNonNull(failure.get(), "set before the state");
    }

    /** Ends the attempt; returns what the caller is told. */
    private Throwable end(Throwable reported) {
        if (execution.isDone()) {
            attempt.abandoned();
        }
        return attempt.bodyFailed(reported);
    }

    private void tell(Throwable cause) {
        if (failure.compareAndSet(null, new Failure(cause, new CompletableFuture<>()))
                && state.getAndAdd(FAILED) == 0) {
            tellFailure();
        }
    }

    private void tellFailure() {
        try {
            if (!complete) {
                tellHandlerAndSubscriber();
            }
        } finally {
            first().told().complete(null);
        }
    }

    private void tellHandlerAndSubscriber() {
        try {
            if (!execution.isDone()) { // else the handler may be in use again
                handler().onError(failure());
            }
        } finally {
            Subscriber<? super ByteBuffer> waiting = subscriber;
            if (waiting != null) {
                waiting.onError(failure());
            }
        }
    }

    private SdkAsyncHttpResponseHandler handler() {
        return execution.request().responseHandler();
    }
}
