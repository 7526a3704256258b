package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Every request picks a node. */
record PerRequestRouter<T extends Transport>(NodeSelector<T> picks) implements Router<T> {

    @Override
    public @Nullable Assignment<T> assign(SdkHttpRequest request, Exclusions exclusions, long now) {
        if (exclusions.isNone()) {
            return picks.any(request, now);
        }
        ClusterNode<T> member = picks.any(exclusions::favor, request, now);
        return member != null ? member : picks.any(exclusions::allow, request, now);
    }

    @Override
    public void release(Assignment<T> assignment, int stripe, boolean reusable, long now) {
        assignment.member().release(stripe);
    }

    @Override
    public void weigh(long now) {}

    @Override
    public void sweep(long now) {}
}
