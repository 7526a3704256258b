package io.alternator.http.internal.simulation;

/** The SDK's retry bucket, one per client: 500 tokens, of which a retry costs 5, or none after throttling. */
final class RetryTokens {
    private static final int CAPACITY = 500;
    private static final int COST = 5;

    private int left = CAPACITY;

    /** What a retry costs after such an end. */
    static int cost(Reply after) {
        return after == Reply.SHED ? 0 : COST;
    }

    /** False if there are not enough, and so there is no retry. */
    boolean take(int cost) {
        if (left < cost) {
            return false;
        }
        left -= cost;
        return true;
    }

    /** After a success whose last retry cost so much; one without a retry gives back one. */
    void succeeded(int lastCost) {
        left = Math.min(CAPACITY, left + Math.max(1, lastCost));
    }
}
