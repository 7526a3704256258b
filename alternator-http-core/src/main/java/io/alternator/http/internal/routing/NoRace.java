package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Outcome;

/** One attempt after the other: whoever has headers answers. */
final class NoRace<T extends Transport> implements Race<T> {
    private static final NoRace<?> INSTANCE = new NoRace<>();

    private NoRace() {}

    @SuppressWarnings("unchecked") // it holds nothing of any type
    static <T extends Transport> NoRace<T> instance() {
        return (NoRace<T>) INSTANCE;
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
