package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;

/** What an attempt holds while it lasts: a node, or a lease on one of its connections. */
sealed interface Assignment<T extends Transport> permits ClusterNode, Lease {
    ClusterNode<T> member();

    /** True if it may outlive the attempt, so that it matters whether the connection does. */
    boolean isKept();
}
