package io.alternator.http.testkit;

import java.time.Duration;

/** What is wrong with a node that listens. */
sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** It reads requests and answers none, whatever they ask. */
    record Hang() implements Fault {}

    /** It thinks so long before it answers a POST. */
    record Slow(Duration delay) implements Fault {}

    /** It answers every POST so. */
    record Answer(CannedReply reply) implements Fault {}

    /** It begins to answer a POST and leaves it at that. */
    record BreakOff(Break where) implements Fault {}

    /** Where an answer breaks off, and how the connection ends. */
    enum Break {
        /** Closed without a byte. */
        CLOSE_BEFORE_HEADERS,
        /** Closed after half of the body. */
        CLOSE_MID_BODY,
        /** Closed in the midst of a chunk. */
        CLOSE_MID_CHUNK,
        /** Reset after half of the body. */
        RESET_MID_BODY,
        /** It stays open, and nothing follows half of the body while the fault lasts. */
        HANG_MID_BODY
    }

    Fault NONE = new None();
}
