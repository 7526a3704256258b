package io.alternator.http.internal.transport;

/**
 * How full a connection pool is that all nodes share.
 *
 * @param max connections, to all nodes together; 0 if the pool is not known or limits each node by itself
 * @param leased connections in use
 * @param available idle connections
 */
public record PoolUse(int max, int leased, int available) {
    /** Nothing is known. */
    public static final PoolUse UNKNOWN = new PoolUse(0, 0, 0);

    /** True if the pool has to close connections to one node to open others to the next. */
    boolean isTooSmallFor(int nodes) {
        return max > 0 && leased + available >= max && (long) leased * nodes > max;
    }
}
