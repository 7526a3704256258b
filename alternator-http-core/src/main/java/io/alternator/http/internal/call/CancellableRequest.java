package io.alternator.http.internal.call;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.monitor.InFlightRequest;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an attempt is cancelled: with one cause, by whatever stops its exchange, before or after the shell has said how. */
abstract class CancellableRequest extends InFlightRequest {

    private volatile @Nullable IOException cancelCause;
    private volatile @Nullable Runnable canceller;
    private volatile boolean failedByCaller;

    CancellableRequest(ClusterNode node, long start) {
        super(node, start);
    }

    /**
     * The body failed after the headers.
     *
     * @return what the caller is told
     */
    public abstract Throwable bodyFailed(Throwable failure);

    /** Sets how to cancel the exchange, on a thread that may block. Runs it at once if the attempt is cancelled already. */
    public final void onCancel(Runnable canceller) {
        this.canceller = canceller;
        IOException cause = cancelCause;
        if (cause != null) {
            runCanceller();
            endIfInBody(cause);
        }
    }

    @Override
    public final void cancel(IOException cause, Executor executor) {
        if (cancelCause == null) {
            cancelCause = cause;
        }
        executor.execute(this::runCanceller);
        endIfInBody(cause);
    }

    @Override
    public final boolean isCancelled() {
        return cancelCause != null;
    }

    /**
     * The caller's own code failed, such as the request's body or the response's handler: the failure that follows says nothing about
     * the node.
     */
    public final void failedByCaller() {
        failedByCaller = true;
    }

    /**
     * The wrapped client threw instead of beginning to send. Without an {@link IOException} or an {@link Error} as a cause, the request
     * or the client is to blame, and not the node.
     */
    public final void notBegun(Throwable failure) {
        if (Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .noneMatch(cause -> cause instanceof IOException || cause instanceof Error)) {
            failedByCaller();
        }
    }

    /** What the SDK is told of a failure: the client only knows that it was cancelled, which the SDK might not retry. */
    public final Throwable causeOf(Throwable failure) {
        IOException cause = cancelCause;
        if (cause == null || cause == failure || cause instanceof CallAbortedException) {
            return failure;
        }
        cause.addSuppressed(failure);
        return cause;
    }

    /** The outcome that a failure stands for, unless the node had no part in it. */
    final Outcome outcomeOf(Throwable failure) {
        IOException cause = cancelCause;
        if (failedByCaller || cause instanceof CallAbortedException) {
            return Outcome.ABORTED;
        }
        return Failures.classify(cause != null ? cause : failure);
    }

    /** Before the headers, the client's failure is still to be reported. */
    private void endIfInBody(IOException cause) {
        if (isInBody()) {
            bodyFailed(cause);
        }
    }

    private void runCanceller() {
        Runnable current = canceller; // read after the cause was set: a later onCancel sees the cause
        if (current == null) {
            return;
        }
        try {
            current.run();
        } catch (RuntimeException | Error e) {
            node().owner().log(CancellableRequest.class).debug("Cancelling a request to {} failed", node(), e);
        }
    }
}
