package io.alternator.http.testkit;

import java.time.Duration;

/**
 * The faults of a node, by name: for tests that go through many, and for programs that let their user choose. {@link TestNode} has
 * methods for more, with parameters.
 *
 * <pre>{@code
 * NodeFault.HUNG.inject(cluster.node(1));
 * …
 * NodeFault.lift(cluster.node(1));
 * }</pre>
 *
 * @since 0.1.0
 */
public enum NodeFault {
    /** Resets its connections and refuses new ones. */
    KILLED,
    /** Resets its connections and listens again at once. */
    RESTARTED,
    /** Accepts connections and reads requests, but answers nothing, not even health probes. */
    HUNG,
    /** Takes {@link #SLOW_DELAY} to answer each POST; answers health probes at once. */
    SLOW,
    /** Answers every POST with HTTP 400, {@code RequestLimitExceeded}. */
    SHEDDING,
    /** Answers every POST with HTTP 500. */
    ANSWERS_500,
    /** Answers every POST with HTTP 503. */
    ANSWERS_503,
    /** Sends all headers and half of each body, then stalls; answers health probes. */
    HANGS_MID_BODY,
    /** Reads POSTs and closes the connection without sending a byte. */
    CLOSES_BEFORE_HEADERS,
    /** Sends all headers and half of each body, then closes the connection. */
    CLOSES_MID_BODY,
    /** Sends all headers and half of each body, then resets the connection. */
    RESETS_MID_BODY,
    /** Answers in chunks and closes the connection in the middle of one. */
    TRUNCATES_CHUNKS,
    /** Changes a letter of each compressed response, which only gzip's checksum tells. */
    CORRUPTS_GZIP,
    /** Works, but no node lists it. */
    UNLISTED;

    /** The delay of a {@link #SLOW} node: far above the latency of its peers, and far below the default stall time. */
    public static final Duration SLOW_DELAY = Duration.ofMillis(50);

    /** Gives this fault to a node that has none. It takes effect immediately, also for requests in flight. */
    public void inject(TestNode node) {
        switch (this) {
            case KILLED -> node.stop();
            case RESTARTED -> {
                node.stop();
                node.start();
            }
            case HUNG -> node.hang();
            case SLOW -> node.slow(SLOW_DELAY);
            case SHEDDING -> node.shed();
            case ANSWERS_500 -> node.fail(500);
            case ANSWERS_503 -> node.fail(503);
            case HANGS_MID_BODY -> node.hangMidBody();
            case CLOSES_BEFORE_HEADERS -> node.closeBeforeHeaders();
            case CLOSES_MID_BODY -> node.closeMidBody();
            case RESETS_MID_BODY -> node.resetMidBody();
            case TRUNCATES_CHUNKS -> node.truncateChunk();
            case CORRUPTS_GZIP -> node.corruptGzip();
            case UNLISTED -> node.unlist();
        }
    }

    /** Removes any of these faults: the node is healed, runs and is listed. No effect on a healthy node. */
    public static void lift(TestNode node) {
        node.heal();
        node.start();
        node.list();
    }
}
