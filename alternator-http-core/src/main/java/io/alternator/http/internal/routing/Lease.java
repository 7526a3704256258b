package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;

/**
 * Stands for one connection to one node. In one exchange's hands at a time, or idle in the pool of leases.
 *
 * @param idleSince when it was last given back; when it was opened if it never was
 */
record Lease<T extends Transport>(ClusterNode<T> member, long idleSince) implements Assignment<T> {

    @Override
    public boolean isKept() {
        return true;
    }
}
