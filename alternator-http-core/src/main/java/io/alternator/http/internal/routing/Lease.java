package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;

/** Stands for one connection to one node. In one exchange's hands at a time, or idle in the pool of leases. */
final class Lease<T extends Transport> implements Assignment<T> {
    private final Member<T> member;

    // Written before the lease is put back and read after it is taken: the pool orders the two.
    private long idleSince;

    Lease(Member<T> member) {
        this.member = member;
    }

    @Override
    public Member<T> member() {
        return member;
    }

    @Override
    public boolean isKept() {
        return true;
    }

    long idleSince() {
        return idleSince;
    }

    void returned(long now) {
        idleSince = now;
    }
}
