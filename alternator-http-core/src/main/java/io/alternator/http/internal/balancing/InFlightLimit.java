package io.alternator.http.internal.balancing;

import java.util.function.IntUnaryOperator;

/**
 * Decides whether a node is full, so that another should get the next request. A node is full at the fixed limit while another has
 * not reached it, or with at least four requests in flight and 1.5 times the average. This keeps an unresponsive node from taking
 * the whole connection pool, or all of the application's threads, whatever their number. A node is compared with at most seven
 * others, so the cost does not grow with the cluster.
 *
 * @param limit requests in flight at which a node is full, unless the others are too
 */
public record InFlightLimit(int limit) {
    private static final int NEVER_FULL_BELOW = 4;
    private static final int MAX_NODES_COMPARED = 8;

    /**
     * Returns true if the node at {@code index} is full.
     *
     * @param held requests in flight on that node
     * @param inFlight requests in flight by index; read only if {@code held} is at least four or the limit
     * @param size number of nodes
     */
    public boolean isFull(int held, int index, IntUnaryOperator inFlight, int size) {
        if (held < Math.min(limit, NEVER_FULL_BELOW)) {
            return false;
        }
        int count = Math.min(size, MAX_NODES_COMPARED);
        int sum = 0;
        boolean othersAreFull = true;
        for (int i = 0; i < count; i++) {
            int each = inFlight.applyAsInt((index + i) % size);
            sum += each;
            othersAreFull &= i == 0 || each >= limit;
        }
        return (held >= limit && !othersAreFull)
                || (held >= NEVER_FULL_BELOW
                        && 2L * held * count >= 3L * sum
                        && count > 1); // held >= 1.5 * sum / count
    }
}
