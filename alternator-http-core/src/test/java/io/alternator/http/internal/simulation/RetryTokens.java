package io.alternator.http.internal.simulation;

/** The SDK's token bucket for retries, one per client: 500 tokens. A retry costs 5, or 0 after throttling. */
final class RetryTokens {
    private static final int CAPACITY = 500;
    private static final int COST = 5;

    private int left = CAPACITY;

    /** The cost of a retry after this reply. */
    static int cost(Reply after) {
        return after == Reply.SHED ? 0 : COST;
    }

    /** Takes the tokens for a retry. Returns false if too few are left. */
    boolean tryAcquire(int cost) {
        if (left < cost) {
            return false;
        }
        left -= cost;
        return true;
    }

    /** Returns the cost of the last retry of a call that succeeded, or one token if it was not retried. */
    void succeeded(int lastCost) {
        left = Math.min(CAPACITY, left + Math.max(1, lastCost));
    }
}
