package io.alternator.http.internal.call;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.keys.Affinity;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.rewrite.NodeClocks;
import io.alternator.http.internal.rewrite.RequestRewriter;
import io.alternator.http.internal.selection.Exclusions;
import io.alternator.http.internal.selection.FailedNodes;
import io.alternator.http.internal.selection.Router;
import io.alternator.http.internal.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Opens and closes the attempts of one cluster: what is acquired in {@link #open} is released in {@link #close}, exactly once.
 * Thread-safe.
 */
public final class Attempts {

    private final ClientLog log;
    private final Router router;
    private final RequestRewriter rewriter;
    private final InFlightTable<Attempt> inFlight;
    private final NodeClocks clocks;
    private final Affinity affinity;
    private final RetryHistory history = new RetryHistory();
    private final Activity activity;
    private final CallListener listener;
    private final Ticker ticker;
    private volatile boolean closed;

    /** Attempts on the router's nodes. */
    public Attempts(
            Router router,
            RequestRewriter rewriter,
            InFlightTable<Attempt> inFlight,
            NodeClocks clocks,
            Affinity affinity,
            Activity activity,
            CallListener listener,
            Ticker ticker,
            ClientIdentity client) {
        this.log = client.log(Attempts.class);
        this.router = router;
        this.rewriter = rewriter;
        this.inFlight = inFlight;
        this.clocks = clocks;
        this.affinity = affinity;
        this.activity = activity;
        this.listener = listener;
        this.ticker = ticker;
    }

    long now() {
        return ticker.nanos();
    }

    Activity activity() {
        return activity;
    }

    /** Whose clock is wrong. */
    NodeClocks clocks() {
        return clocks;
    }

    /** From now on a failure says nothing about a node: clients are being closed. */
    public void markClosed() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the client is closed; it cannot send a request");
        }
    }

    /** The order of the nodes for the partition key that the request writes; null if any will do. */
    @Nullable
    NodeOrder<ClusterNode> order(SdkHttpRequest request, RequestBody body) {
        return affinity.order(request, body);
    }

    /** The nodes that failed earlier attempts of the same SDK call. */
    FailedNodes failedNodes(SdkHttpRequest request, long now) {
        return history.failedNodes(request, now);
    }

    /** True if the call failed on nodes before, and should and can go to one that is UP and not among them. */
    boolean canRetryElsewhere(FailedNodes failed) {
        return !failed.isEmpty() && failed.repeated() == null && router.isAnotherUp(failed.all());
    }

    /**
     * Reports an SDK retry, if the call failed on nodes before.
     *
     * @param avoidable {@link #canRetryElsewhere} before the attempt got its node
     */
    void retried(FailedNodes failed, Attempt attempt, boolean avoidable) {
        if (failed.isEmpty()) {
            return;
        }
        if (!failed.contains(attempt.node().node())) {
            listener.retried(CallListener.RetriedOn.OTHER_NODE);
        } else if (avoidable && canRetryElsewhere(failed)) { // else another node came or went meanwhile
            listener.retried(CallListener.RetriedOn.SAME_NODE);
        } else {
            listener.retried(CallListener.RetriedOn.ONLY_NODE);
        }
    }

    boolean isInFlight(Attempt attempt) {
        return inFlight.contains(attempt);
    }

    /** Opens an attempt on a node that is not excluded; null if there is none. */
    @Nullable
    Attempt open(AttemptOwner<Attempt> owner, SdkHttpRequest request, Exclusions exclusions, long now) {
        ClusterNode node = router.acquire(request, exclusions, now);
        if (node == null) {
            return null;
        }
        try {
            activity.attemptStarted();
            SdkHttpRequest rewritten = rewriter.rewrite(request, node.node());
            Attempt attempt =
                    new Attempt(owner, node, rewritten, router.keepsConnections(), affinity.schemaReader(request), now);
            inFlight.add(attempt, now + ((long) node.ownInFlight() << Integer.SIZE)); // the clock may be coarse
            countKeyed(exclusions.order(), node);
            return attempt;
        } catch (RuntimeException | Error e) {
            router.release(node, StripedCounter.stripe(), false, now);
            throw e;
        }
    }

    private void countKeyed(@Nullable NodeOrder<ClusterNode> order, ClusterNode node) {
        if (order != null) {
            listener.keyed(order.isFirst(node) ? KeyedResult.FIRST_NODE : KeyedResult.LATER_NODE);
        }
    }

    /** Ends an attempt at the request; see {@link AttemptOwner#close}. */
    boolean close(
            Attempt attempt,
            SdkHttpRequest original,
            Outcome outcome,
            boolean connectionReusable,
            boolean avoidNode,
            @Nullable Throwable failure) {
        if (!inFlight.remove(attempt)) {
            return false;
        }
        long now = ticker.nanos();
        ClusterNode node = attempt.node();
        try {
            node.requestEnded(outcome, now);
            attempt.ended(outcome, now);
            if (avoidNode) {
                history.failed(original, node.node(), outcome == Outcome.STALE_CONNECTION, now);
            }
        } finally {
            router.release(node, attempt.stripe(), connectionReusable, now);
        }
        node.listener().ended(outcome, original, now - attempt.start());
        if (outcome.avoidedByRetries() && log.isDebugEnabled()) {
            logFailure(attempt, original, outcome, now, failure);
        }
        return true;
    }

    private void logFailure(
            Attempt attempt, SdkHttpRequest original, Outcome outcome, long now, @Nullable Throwable failure) {
        log.debug(
                "{} on {} after {} ms, invocation {}{}",
                outcome,
                attempt.node(),
                TimeUnit.NANOSECONDS.toMillis(now - attempt.start()),
                RetryHistory.invocationId(original),
                failure == null ? "" : ": " + failure);
    }
}
