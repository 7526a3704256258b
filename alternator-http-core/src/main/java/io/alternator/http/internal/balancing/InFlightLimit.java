package io.alternator.http.internal.balancing;

import java.util.function.IntUnaryOperator;

/**
 * Whether a node holds so many requests that another should have the next one: at a fixed limit, or at one and a half times
 * what nodes hold on the average. So a node that answers nothing collects neither a shared pool nor all callers, however
 * large those are. Looks at eight nodes at the most, whatever the size of the cluster.
 *
 * @param limit of requests on one node
 */
public record InFlightLimit(int limit) {
    private static final int NEVER_FULL_BELOW = 4;
    private static final int LOOKED_AT = 8;

    /**
     * True if the node at {@code index} is full.
     *
     * @param held how many requests it holds
     * @param inFlight of the node at an index; asked only if that may be too many
     * @param size how many nodes there are
     */
    public boolean isFull(int held, int index, IntUnaryOperator inFlight, int size) {
        if (held >= limit) {
            return true;
        }
        if (held < NEVER_FULL_BELOW) {
            return false;
        }
        int looked = Math.min(size, LOOKED_AT);
        int sum = 0;
        for (int i = 0; i < looked; i++) {
            sum += inFlight.applyAsInt((index + i) % size);
        }
        return 2L * held * looked >= 3L * sum && looked > 1;
    }
}
