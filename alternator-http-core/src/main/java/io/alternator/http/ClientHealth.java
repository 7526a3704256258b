package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health of a client as a status and details, the form that health endpoints expect (Spring Boot's {@code Health},
 * MicroProfile). An immutable snapshot, made without waiting for any node. If none is UP, making it has the nodes probed soon, so that an
 * application that gets no requests until it is ready finds out.
 *
 * <pre>{@code
 * ClientHealth health = http.health();
 * boolean degraded = health.status() != ClientHealth.Status.UP;
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ClientHealth {
    private final Status status;
    private final Map<String, Object> details;

    private ClientHealth(Builder builder) {
        this.status = builder.status;
        this.details = builder.details;
    }

    /** For tests of health endpoints: {@link Status#UNKNOWN} without details, unless something else is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** The status of the client as a whole. */
    public Status status() {
        return status;
    }

    /**
     * For people, unmodifiable, in this order:
     *
     * <ul>
     *   <li>{@code nodesUp} and {@code nodesDown}: counts
     *   <li>{@code discoveryAge}: age of the node list; of the oldest if several clusters are in use; absent until there is a list
     *   <li>{@code nodes}: a map from each node's address to its state, the time of the last change, and the reason
     *       unless the node is up, or its weight if that is below 1: it fails, sheds load, or is in slow start
     * </ul>
     */
    public Map<String, Object> details() {
        return details;
    }

    private Fields fields() {
        return new Fields(ClientHealth.class).add("status", status).add("details", details);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientHealth health && fields().equals(health.fields());
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
     * The status of the client as a whole.
     *
     * @since 0.1.0
     */
    public enum Status {
        /** A cluster has answered, and every cluster in use has a node that is up. */
        UP,
        /** At least one cluster has no node that is up. Requests are still tried. */
        DOWN,
        /** No cluster has answered yet: before the first response and the first node list. */
        UNKNOWN
    }

    /**
     * Builds healths. Not thread-safe. Each method throws {@link IllegalArgumentException} for null.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private Status status = Status.UNKNOWN;
        private Map<String, Object> details = Map.of();

        private Builder() {}

        /** See {@link ClientHealth#status}; default {@link Status#UNKNOWN}. */
        public Builder status(Status status) {
            this.status = Checks.notNull("status", status);
            return this;
        }

        /** See {@link ClientHealth#details}; default empty. The map is copied, in its order. */
        public Builder details(Map<String, ?> details) {
            this.details = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.notNull("details", details)));
            return this;
        }

        public ClientHealth build() {
            return new ClientHealth(this);
        }
    }
}
