package io.alternator.http.internal.health;

/** The result of one health check. */
public sealed interface CheckResult {

    /** The node responded. */
    record Alive() implements CheckResult {}

    /** The node did not respond, or a proxy in front of it returned an error. */
    record Dead(String reason) implements CheckResult {}

    /** The check could not be sent, so it says nothing about the node. */
    record Unknown() implements CheckResult {}
}
