package io.alternator.http.internal.health;

/** The result of one health check. */
public sealed interface CheckResult {

    /** The node responded. */
    record Alive() implements CheckResult {}

    /** The node did not respond, or a proxy in front of it returned an error. */
    record Dead(String reason) implements CheckResult {
        /** True if the node may only be slow: it accepted the connection, or would have, and did not respond in time. */
        public boolean isTimeout() {
            return reason.equals(Outcome.TIMEOUT.tag());
        }
    }

    /** The check could not be sent, so it says nothing about the node. */
    record Unknown() implements CheckResult {}
}
