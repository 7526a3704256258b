package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Outcome;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that may be sent a second time, once. Whoever moves the state on, by one atomic write, does what goes with it: so
 * there is one winner, and always one attempt that speaks for the request to the caller.
 */
final class HedgedCall<T extends Transport> implements HedgeState<T> {
    private static final Logger log = LoggerFactory.getLogger(HedgedCall.class);

    private enum State {
        /** One attempt after the other, and no hedge yet. */
        ALONE,
        /** A hedge is to be sent, unless something else comes first. */
        PLANNED,
        /** Two attempts under way. */
        TWO,
        /** One attempt after the other again, and no hedge any more. */
        LAST,
        /** An attempt answered, or the caller gave up. */
        OVER
    }

    private final ReadHedging<T> hedging;
    private final HedgeSender<T> hedger;
    private final AtomicReference<State> state = new AtomicReference<>(State.ALONE);

    // Written before the state that has others read them.
    private @Nullable Attempt<T> first;
    private @Nullable Attempt<T> hedge;

    HedgedCall(ReadHedging<T> hedging, HedgeSender<T> hedger) {
        this.hedging = hedging;
        this.hedger = hedger;
    }

    @Override
    public void begun(Attempt<T> attempt) {
        hedging.begun(attempt);
    }

    @Override
    public boolean isAlone() {
        return state.get() == State.ALONE;
    }

    @Override
    public void hedge(Attempt<T> slow) {
        if (!state.compareAndSet(State.ALONE, State.PLANNED)) {
            return;
        }
        if (!slow.isUnderWay()) { // from the state on, its end would show there; so it came before
            state.compareAndSet(State.PLANNED, State.ALONE);
            return;
        }
        first = slow;
        if (!hedging.budget().take()) {
            refused();
        } else if (!hedger.hedge(() -> second(slow))) {
            hedging.budget().giveBack();
            refused();
        }
    }

    @Override
    public boolean won(Attempt<T> attempt, Outcome outcome, long nanos) {
        State before = state.getAndSet(State.OVER);
        if (before == State.OVER) {
            return false;
        }
        if (before == State.TWO) {
            other(attempt).lost();
        }
        if (before == State.TWO || attempt == hedge) {
            hedging.ended(attempt == hedge ? HedgeResult.WON : HedgeResult.LOST);
        }
        if (outcome == Outcome.SUCCESS) {
            hedging.answered(nanos);
        }
        return true;
    }

    @Override
    public boolean failed(Attempt<T> attempt) {
        State before = state.getAndUpdate(now -> now == State.PLANNED || now == State.TWO ? State.LAST : now);
        if (attempt == hedge && before != State.OVER) {
            hedging.ended(HedgeResult.FAILED);
        }
        return before == State.TWO || before == State.OVER;
    }

    @Override
    public boolean abandoned(Attempt<T> attempt) {
        State before = state.getAndSet(State.OVER);
        if (before == State.TWO) {
            other(attempt).abandonedToo();
        }
        if (before == State.TWO || (before != State.OVER && attempt == hedge)) {
            hedging.ended(HedgeResult.LOST);
        }
        return before == State.OVER;
    }

    /** The second attempt, if it is not too late and there is a node for it. */
    private @Nullable Attempt<T> second(Attempt<T> slow) {
        Attempt<T> made = elsewhere(slow);
        hedge = made;
        if (made != null && state.compareAndSet(State.PLANNED, State.TWO)) {
            return made;
        }
        state.compareAndSet(State.PLANNED, State.LAST);
        hedging.budget().giveBack();
        if (made != null) {
            made.unsent();
        }
        return null;
    }

    private @Nullable Attempt<T> elsewhere(Attempt<T> slow) {
        try {
            return slow.elsewhere();
        } catch (RuntimeException e) {
            log.debug("No hedge for a request to {}, as no node could be picked", slow.node(), e);
            return null;
        }
    }

    private void refused() {
        if (state.compareAndSet(State.PLANNED, State.LAST)) {
            hedging.ended(HedgeResult.REFUSED);
        }
    }

    private Attempt<T> other(Attempt<T> attempt) {
        return Objects.requireNonNull(attempt == hedge ? first : hedge, "two are under way");
    }
}
