package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import org.jspecify.annotations.Nullable;

/** Stands for one connection to one node. In one exchange's hands at a time, or idle in the pool of leases. */
final class Lease<T extends Transport> implements Assignment<T> {
    private final Member<T> member;

    // Written before the lease is put back and read after it is taken: the pool orders the two.
    private long idleSince;
    private @Nullable ClusterView<T> returnedTo;

    Lease(Member<T> member) {
        this.member = member;
    }

    @Override
    public Member<T> member() {
        return member;
    }

    long idleSince() {
        return idleSince;
    }

    /** True if the cluster changed since the lease was last put back, or it never was. */
    @SuppressWarnings("ReferenceEquality") // each change makes a new view
    boolean returnedBefore(ClusterView<T> view) {
        return returnedTo != view;
    }

    void returned(long now, ClusterView<T> view) {
        idleSince = now;
        returnedTo = view;
    }
}
