package io.alternator.http.testkit;

import java.time.Duration;

/** The fault of a running node. */
sealed interface Fault {
    /** No fault. */
    record None() implements Fault {}

    /** Reads requests of any kind and answers none. */
    record Hang() implements Fault {}

    /** Waits for this delay before it answers a POST. */
    record Slow(Duration delay) implements Fault {}

    /** Answers a POST with all headers and half of the body at once, and with the rest after this delay. */
    record SlowBody(Duration delay) implements Fault {}

    /** Its clock is ahead by this offset. It refuses requests whose signature is out of date by that clock. */
    record WrongClock(Duration offset) implements Fault {}

    /**
     * Answers every POST with this reply.
     *
     * @param closes true if the connection is closed after the reply, which does not announce it
     */
    record FixedReply(CannedReply reply, boolean closes) implements Fault {
        FixedReply(CannedReply reply) {
            this(reply, false);
        }
    }

    /** Does not complete the response to a POST. */
    record Truncation(TruncationPoint point) implements Fault {}

    /** Changes a letter of each compressed response, which only the checksum tells. */
    record CorruptGzip() implements Fault {}

    /** Where the response stops, and what happens to the connection. */
    enum TruncationPoint {
        /** Closed with FIN before any byte of the response. */
        CLOSE_BEFORE_HEADERS,
        /** Closed with FIN after half of the body. */
        CLOSE_MID_BODY,
        /** Closed with FIN in the middle of a chunk. */
        CLOSE_MID_CHUNK,
        /** Reset after half of the body. */
        RESET_MID_BODY,
        /** Left open; the second half of the body follows when the fault is removed. */
        HANG_MID_BODY
    }

    Fault NONE = new None();
}
