/**
 * In which order the nodes are tried for a partition key: hash, ring, random order, votes of a batch. The order is that of ScyllaDB's
 * own clients, to the bit, so that the writes of all clients to one key meet on one node. Starting points: {@link
 * io.alternator.http.internal.affinity.Ring}, {@link io.alternator.http.internal.affinity.CurrentRing}.
 *
 * <p>Does not know requests, nor where a key comes from, nor which node of the order can be used.
 */
@NullMarked
package io.alternator.http.internal.affinity;

import org.jspecify.annotations.NullMarked;
