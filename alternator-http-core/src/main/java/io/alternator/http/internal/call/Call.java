package io.alternator.http.internal.call;

import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgePolicy;
import io.alternator.http.internal.hedging.HedgeSender;
import io.alternator.http.internal.hedging.HedgeState;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.operation.Operations;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.rewrite.ClockRefusal;
import io.alternator.http.internal.selection.Exclusions;
import io.alternator.http.internal.selection.FailedNodes;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One request that the SDK handed over. It owns what its attempts have in common: the excluded nodes, the hedge, and whether the
 * caller is still there.
 *
 * <p>A shell calls {@link #next} once and {@link #after} for each attempt that got no response, on the thread that sends the
 * attempt; {@link #abort} may be called by any thread at any time.
 */
public final class Call implements AttemptOwner<Attempt>, HedgeSender<Attempt> {
    private static final int MAX_FAILOVERS = 2;
    private static final long MAX_FAILOVER_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final SdkHttpRequest request;
    private final Attempts attempts;
    private final HedgeExecutor hedges;
    private final HedgeState<Attempt> hedge;
    // Not volatile, for speed: a hedge may see an older value, which does no harm.
    private Exclusions exclusions = Exclusions.NONE;
    private volatile @Nullable Throwable lastFailure;
    private volatile boolean aborted;
    private long start;
    // The attempts to cancel when the caller aborts:
    private volatile @Nullable Attempt latest;
    private volatile @Nullable Attempt second;

    Call(SdkHttpRequest request, Attempts attempts, HedgePolicy<Attempt> hedging, HedgeExecutor hedges) {
        this.request = request;
        this.attempts = attempts;
        this.hedges = hedges;
        this.hedge = hedging.begin(this);
    }

    /**
     * The first attempt.
     *
     * @param body may be read for the partition key
     * @throws UnsupportedOperationException if the wrapped client would break the request's signature
     * @throws IllegalStateException if the client is closed
     */
    public Next next(RequestBody body) {
        attempts.requireOpen();
        attempts.activity().callStarted();
        start = attempts.now();
        FailedNodes failedNodes = attempts.failedNodes(request, start);
        exclusions = Exclusions.of(failedNodes, attempts.order(request, body));
        boolean canRetryElsewhere = attempts.canRetryElsewhere(failedNodes);
        Attempt first = attempts.open(this, request, exclusions, start);
        if (first == null) {
            throw new IllegalStateException("no node is excluded and yet none is left");
        }
        attempts.retried(failedNodes, first, canRetryElsewhere);
        Next send = send(first);
        hedge.started(first);
        return send;
    }

    /**
     * What follows an attempt that got no response: another attempt if the request was not sent, else the failure for the SDK. At
     * most two other nodes are tried, and none after 3 s; {@link #refused} counts too.
     *
     * @param failure as the wrapped client reported it
     */
    public Next after(Attempt attempt, Throwable failure) {
        return after(attempt, failure, true);
    }

    private Next after(Attempt attempt, Throwable failure, boolean repeatable) {
        Outcome outcome = aborted ? Outcome.ABORTED : attempt.classify(failure);
        boolean firstReport = attempt.failed(outcome, failure);
        boolean answeredElsewhere = aborted ? hedge.callerCancelled(attempt) : hedge.failed(attempt);
        exclusions = exclusions.withTried(attempt.node().node());
        if (answeredElsewhere) {
            return Next.AnsweredElsewhere.INSTANCE;
        }
        suppressLastFailureIn(failure);
        Attempt other = firstReport && repeatable && outcome.failsOver() ? failOver(attempt, outcome) : null;
        return other != null ? send(other) : new Next.Fail(attempt.causeOf(failure));
    }

    /**
     * What follows an attempt that the node refused without executing it, before its response is reported: another attempt, as for
     * an unsent request.
     *
     * @param repeatable false if the request's body can be read only once
     * @return null if the SDK gets the refusal, so go on with {@link Attempt#responded}
     */
    public @Nullable Next refused(Attempt attempt, boolean repeatable) {
        attempt.countRefusal();
        ClockRefusal clock = attempt.clockRefusal();
        if (clock != null) {
            Node node = attempt.node().node();
            return hasWrongClock(attempt, clock) ? after(attempt, clock.asFailure(node), repeatable) : null;
        }
        if (aborted || attempts.isClosed() || !repeatable) {
            return null;
        }
        attempt.refused(); // first, so that it is not hedged any more
        boolean answeredElsewhere = hedge.failed(attempt);
        exclusions = exclusions.withTried(attempt.node().node());
        if (answeredElsewhere) {
            return Next.AnsweredElsewhere.INSTANCE;
        }
        Attempt other = failOver(attempt, attempt.refusal());
        return other == null ? null : send(other);
    }

    /** Without another node, the refusal is the SDK's to handle, as without this library. */
    private boolean hasWrongClock(Attempt attempt, ClockRefusal refusal) {
        return attempt.node().health().canBeEjected()
                && exclusions.tried().size() + exclusions.failed().all().size() < MAX_FAILOVERS
                && !attempts.clocks().isBelieved(attempt.node().node(), refusal, attempts.now());
    }

    private @Nullable Attempt failOver(Attempt unsent, Outcome outcome) {
        if (!outcome.isRefusal()) {
            attempts.activity().connectFailed();
        }
        if (exclusions.tried().size() > MAX_FAILOVERS || attempts.now() - start >= MAX_FAILOVER_NANOS) {
            return null; // the SDK decides: it knows the caller's deadline
        }
        Attempt other = attempts.open(this, request, exclusions, attempts.now());
        if (other != null) {
            unsent.node().listener().failedOver(outcome);
        }
        return other;
    }

    private void suppressLastFailureIn(Throwable failure) {
        Throwable last = lastFailure;
        if (last != null && last != failure) {
            failure.addSuppressed(last);
        }
        lastFailure = failure;
    }

    private Next send(Attempt attempt) {
        latest = attempt;
        cancelIfAborted(attempt);
        return new Next.Send(attempt);
    }

    /** Cancels what is in flight, headers or body: the caller does not wait any more. Idempotent. */
    public void abort() {
        aborted = true;
        cancel(latest);
        cancel(second);
    }

    /** For an attempt that {@link #abort} may not have seen. */
    private void cancelIfAborted(Attempt attempt) {
        if (aborted) {
            cancel(attempt);
        }
    }

    private static void cancel(@Nullable Attempt attempt) {
        if (attempt != null) {
            attempt.cancel(new CallAbortedException(), Runnable::run);
        }
    }

    /** True if two attempts may be in flight at once. */
    public boolean mayBeHedged() {
        return hedge.mayHedge();
    }

    @Override
    public boolean isRead() {
        return Operations.isRead(request, hedges::openBody);
    }

    @Override
    public @Nullable Attempt open(Attempt slow) {
        return attempts.open(
                this, request, exclusions.strictlyWithout(slow.node().node()), attempts.now());
    }

    @Override
    public boolean send(Supplier<@Nullable Attempt> hedged) {
        return hedges.execute(() -> {
            Attempt attempt = hedged.get();
            if (attempt == null) {
                return Next.AnsweredElsewhere.INSTANCE;
            }
            second = attempt;
            cancelIfAborted(attempt);
            return new Next.Send(attempt);
        });
    }

    @Override
    public boolean answered(Attempt attempt, Outcome outcome) {
        long now = attempts.now();
        long latency = now - attempt.start();
        attempt.node().stats().answered(outcome, latency, now);
        attempt.answeredAt(now);
        return hedge.answered(attempt, outcome == Outcome.SUCCESS, latency);
    }

    @Override
    public boolean close(
            Attempt attempt,
            Outcome outcome,
            boolean connectionReusable,
            boolean avoidNode,
            @Nullable Throwable failure) {
        return attempts.close(attempt, request, outcome, connectionReusable, avoidNode, failure);
    }

    @Override
    public boolean isInFlight(Attempt attempt) {
        return attempts.isInFlight(attempt);
    }

    @Override
    public boolean isClosed() {
        return attempts.isClosed();
    }

    @Override
    public boolean awaitsHedge() {
        return hedge.awaitsHedge();
    }

    @Override
    public void hedge(Attempt attempt) {
        hedge.hedge(attempt);
    }

    @Override
    public long now() {
        return attempts.now();
    }
}
