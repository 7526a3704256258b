package io.alternator.http.internal.hedging;

import io.alternator.http.internal.balancing.HedgeBudget;
import io.alternator.http.internal.hedging.HedgeProgress.Phase;
import io.alternator.http.internal.identity.ClientLog;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a request that may be hedged once. The thread that makes a transition of its {@link HedgeProgress} does
 * what follows from it: so exactly one attempt answers, and exactly one reports a failure to the caller.
 */
final class HedgedCall<A extends Hedgeable> implements HedgeState<A> {

    /** What hedged calls of one cluster share. */
    interface Shared<A> {
        /** Names the client. */
        ClientLog log();

        /** Pays for hedges. */
        HedgeBudget budget();

        /** A request that may be hedged was sent. */
        void started(A attempt);

        /** A request succeeded after so long. */
        void succeeded(long nanos);

        /** A hedge ended, or was not sent. */
        void hedgeEnded(HedgeResult result);
    }

    private final Shared<A> shared;
    private final HedgeSender<A> sender;
    private final HedgeProgress progress = new HedgeProgress();

    // Written before the phase that makes other threads read them.
    private @Nullable A first;
    private @Nullable A hedge;

    HedgedCall(Shared<A> shared, HedgeSender<A> sender) {
        this.shared = shared;
        this.sender = sender;
    }

    @Override
    public boolean mayHedge() {
        return true;
    }

    @Override
    public void started(A attempt) {
        shared.started(attempt);
    }

    @Override
    public boolean awaitsHedge() {
        return progress.isAlone();
    }

    @Override
    public void hedge(A slow) {
        if (!progress.plan()) {
            return;
        }
        if (!slow.isInFlight()) { // it ended before the phase was PLANNED, and so did not see that
            progress.unplan();
            return;
        }
        first = slow;
        if (!shared.budget().tryAcquire()) {
            refused();
        } else if (!sent(slow)) {
            shared.budget().release();
            refused();
        }
    }

    @Override
    public boolean answered(A attempt, boolean success, long nanos) {
        Phase before = progress.end();
        if (before == Phase.OVER) {
            return false;
        }
        if (before == Phase.TWO) {
            other(attempt).lost();
        }
        if (before == Phase.TWO || attempt == hedge) {
            shared.hedgeEnded(attempt == hedge ? HedgeResult.WON : HedgeResult.LOST);
        }
        if (success) {
            shared.succeeded(nanos);
        }
        return true;
    }

    @Override
    public boolean failed(A attempt) {
        Phase before = progress.attemptFailed();
        if (attempt == hedge && before != Phase.OVER) {
            shared.hedgeEnded(HedgeResult.FAILED);
            hedge = null; // so that its refusal, if the caller gets that after all, is not a second result
        }
        return before == Phase.TWO || before == Phase.OVER;
    }

    @Override
    public boolean callerCancelled(A attempt) {
        Phase before = progress.end();
        if (before == Phase.TWO) {
            other(attempt).callerCancelled();
        }
        if (before == Phase.TWO || (before != Phase.OVER && attempt == hedge)) {
            shared.hedgeEnded(HedgeResult.LOST);
        }
        return before == Phase.OVER;
    }

    private boolean sent(A slow) {
        try {
            return sender.send(() -> second(slow));
        } catch (RuntimeException | Error e) {
            shared.log().debug("No hedge is sent", e);
            return false;
        }
    }

    /** The second attempt, if it is not too late and there is a node for it. */
    private @Nullable A second(A slow) {
        A opened = open(slow);
        hedge = opened;
        if (opened != null && progress.hedgeSent()) {
            return opened;
        }
        progress.noHedge();
        shared.budget().release();
        if (opened != null) {
            opened.discard();
        }
        return null;
    }

    private @Nullable A open(A slow) {
        try {
            return sender.open(slow);
        } catch (RuntimeException | Error e) {
            shared.log().debug("No hedge is sent: opening it failed", e);
            return null;
        }
    }

    private void refused() {
        if (progress.noHedge()) {
            shared.hedgeEnded(HedgeResult.REFUSED);
        }
    }

    private A other(A attempt) {
        return Objects.requireNonNull(attempt == hedge ? first : hedge, "two attempts are in flight");
    }
}
