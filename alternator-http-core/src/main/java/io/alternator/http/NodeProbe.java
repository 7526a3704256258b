package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one probe ({@code GET /}) that the client sent to a node; see {@link NodeStatus#lastProbe}, and {@link NodeStatus}
 * for an example. Immutable.
 *
 * @since 0.1.0
 */
public final class NodeProbe {
    private final Instant at;
    private final boolean answered;
    private final String result;

    private NodeProbe(Builder builder) {
        this.at = builder.at;
        this.answered = builder.answered;
        this.result = builder.result;
    }

    /** For tests of code that reads probes: one that was answered, at the epoch. */
    public static Builder builder() {
        return new Builder();
    }

    /** When the probe ended, to the millisecond. */
    public Instant at() {
        return at;
    }

    /**
     * True if the node responded with a status below 500; if it is known from a list only, and has executed no request yet, in the way
     * that only a server of DynamoDB's API does.
     */
    public boolean answered() {
        return answered;
    }

    /**
     * For people: {@code answered}, the failure such as {@code connect_error} or {@code timeout}, or {@code HTTP 503}; or that the probe
     * could not be sent, which says nothing about the node.
     */
    public String result() {
        return result;
    }

    private Fields fields() {
        return new Fields(NodeProbe.class)
                .add("at", at)
                .add("answered", answered)
                .add("result", result);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeProbe probe && fields().equals(probe.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }

    /**
     * Builds probes. Not thread-safe. Each method throws {@link IllegalArgumentException} for null.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private Instant at = Instant.EPOCH;
        private boolean answered = true;
        private String result = "answered";

        private Builder() {}

        /** See {@link NodeProbe#at}; default the epoch. */
        public Builder at(Instant at) {
            this.at = Checks.notNull("at", at);
            return this;
        }

        /** See {@link NodeProbe#answered}; default true. */
        public Builder answered(boolean answered) {
            this.answered = answered;
            return this;
        }

        /** See {@link NodeProbe#result}; default {@code answered}. */
        public Builder result(String result) {
            this.result = Checks.notNull("result", result);
            return this;
        }

        public NodeProbe build() {
            return new NodeProbe(this);
        }
    }
}
