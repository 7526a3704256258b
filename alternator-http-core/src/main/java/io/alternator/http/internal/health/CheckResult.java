package io.alternator.http.internal.health;

/** The result of one health check. */
public sealed interface CheckResult {
    /** For people. */
    String reason();

    /** True if the node serves requests, as far as a check can tell. */
    default boolean isAlive() {
        return false;
    }

    /** The node responded. */
    record Alive() implements CheckResult {
        @Override
        public String reason() {
            return "answered";
        }

        @Override
        public boolean isAlive() {
            return true;
        }
    }

    /**
     * A gateway refused the check, as it does while the node serves requests: only a request can tell more.
     *
     * @param reason for people
     */
    record Refused(String reason) implements CheckResult {
        @Override
        public boolean isAlive() {
            return true;
        }
    }

    /**
     * The node did not respond, a proxy in front of it returned an error, or another server answered in its place.
     *
     * @param outcome the failure's, or the error's
     * @param reason for people
     */
    record Dead(Outcome outcome, String reason) implements CheckResult {
        /** A failure, for which its outcome is the reason. */
        public Dead(Outcome outcome) {
            this(outcome, outcome.tag());
        }

        /** True if the node may only be slow: it accepted the connection, or would have, and did not respond in time. */
        public boolean isTimeout() {
            return outcome == Outcome.TIMEOUT;
        }

        /** True if there was an answer: an error, or one that another server may have given. */
        public boolean isAnswer() {
            return switch (outcome) {
                case CLIENT_ERROR, THROTTLED, SERVER_ERROR, GATEWAY_ERROR -> true;
                default -> false;
            };
        }

        /** True if a gateway may have refused the check. One that cannot reach the node says 502 or 504. */
        boolean mayBeRefusal() {
            return isAnswer() && outcome != Outcome.GATEWAY_ERROR;
        }

        /** The same answer of a gateway that refuses all checks. */
        Refused asRefusal() {
            return new Refused("refused: " + reason() + ", though the node has served requests");
        }

        /** True if the connection broke: nobody is there, or the node has as many connections as it permits. */
        public boolean isReset() {
            return outcome == Outcome.RESET;
        }
    }

    /** The check could not be sent, so it says nothing about the node. */
    record Unknown() implements CheckResult {
        @Override
        public String reason() {
            return "not sent";
        }
    }
}
