package io.alternator.http.internal.sdk;

/**
 * The size of a connection pool that all nodes share, and how full it is.
 *
 * @param max connections, to all nodes together; 0 if the pool is not known or limits each node by itself
 * @param maxPerNode connections to one node; 0 if that is not limited or not known
 * @param leased connections in use; 0 if the pool limits each node by itself
 * @param available idle connections; 0 if the pool limits each node by itself
 */
public record PoolUse(int max, int maxPerNode, int leased, int available) {
    /** Nothing is known. */
    public static final PoolUse UNKNOWN = new PoolUse(0, 0, 0, 0);

    /**
     * How many requests one node should have at once while others have fewer; 0 if nothing is known. Half of a pool for all nodes
     * together, so that a node that stops responding does not take all of it; all of a pool of the node's own.
     */
    public int maxInFlightPerNode() {
        return max > 0 ? Math.max(1, max / 2) : maxPerNode;
    }

    /** True if the pool has to close connections to one node to open others to the next. */
    public boolean isTooSmallFor(int nodes) {
        return max > 0 && leased + available >= max && (long) leased * nodes > max;
    }
}
