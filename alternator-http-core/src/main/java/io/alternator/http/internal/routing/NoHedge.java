package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Outcome;

/** One attempt after the other: whoever has headers answers. */
final class NoHedge<T extends Transport> implements HedgeState<T> {
    private static final NoHedge<?> INSTANCE = new NoHedge<>();

    private NoHedge() {}

    @SuppressWarnings("unchecked") // it holds nothing of any type
    static <T extends Transport> NoHedge<T> instance() {
        return (NoHedge<T>) INSTANCE;
    }

    @Override
    public void begun(Attempt<T> attempt) {}

    @Override
    public boolean isAlone() {
        return false;
    }

    @Override
    public void hedge(Attempt<T> slow) {}

    @Override
    public boolean won(Attempt<T> attempt, Outcome outcome, long nanos) {
        return true;
    }

    @Override
    public boolean failed(Attempt<T> attempt) {
        return false;
    }

    @Override
    public boolean abandoned(Attempt<T> attempt) {
        return false;
    }
}
