package io.alternator.http.internal.selection;

import io.alternator.http.internal.cluster.ClusterNode;

/**
 * An idle connection to a node. While an exchange uses the connection there is no lease object; it counts in {@link
 * ClusterNode#leases} all the same.
 *
 * @param idleSince when the last exchange returned it, in ticker nanoseconds
 */
record Lease(ClusterNode node, long idleSince) {}
