package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import org.jspecify.annotations.Nullable;

/** Every request picks a node. */
record PerRequest<T extends Transport>(Picks<T> picks) implements Assigner<T> {

    @Override
    public @Nullable Assignment<T> assign(Exclusions exclusions, long now) {
        if (exclusions.isNone()) {
            return picks.any(now);
        }
        Member<T> member = picks.any(exclusions::favor, now);
        return member != null ? member : picks.any(exclusions::allow, now);
    }

    @Override
    public void release(Assignment<T> assignment, boolean reusable, long now) {
        assignment.member().release();
    }

    @Override
    public void weigh(long now) {}

    @Override
    public void sweep(long now) {}
}
