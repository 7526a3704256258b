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

    /** It closes the connection after half of the body of its reply to a POST. */
    record CloseMidBody() implements Fault {}

    Fault NONE = new None();
}
