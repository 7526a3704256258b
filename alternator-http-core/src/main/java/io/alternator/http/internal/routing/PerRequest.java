package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import org.jspecify.annotations.Nullable;

/** Every request picks a node. */
record PerRequest<T extends Transport>(Picks<T> picks) implements Assigner<T> {

    @Override
    public @Nullable Assignment<T> assign(Exclusions exclusions, long now) {
        if (exclusions.isNone()) {
            return picks.any();
        }
        Member<T> member = picks.among(exclusions::favor);
        return member != null ? member : picks.among(exclusions::allow);
    }

    @Override
    public void release(Assignment<T> assignment, boolean reusable, long now) {
        assignment.member().release();
    }

    @Override
    public void sweep(long now) {}
}
