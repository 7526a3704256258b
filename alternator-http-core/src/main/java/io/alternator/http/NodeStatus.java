package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node as the client sees it at one moment: an immutable snapshot for operators and health endpoints.
 *
 * <pre>{@code
 * http.nodes().stream()
 *         .filter(node -> node.state() != NodeState.UP)
 *         .forEach(node -> System.out.println(node.address() + " " + node.state() + ": " + node.reason()));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class NodeStatus {
    private final NodeAddress address;
    private final NodeState state;
    private final int inFlight;
    private final int leases;
    private final Duration latency;
    private final double weight;
    private final Instant since;
    private final String reason;
    private final String scope;
    private final Optional<NodeProbe> lastProbe;
    private final Optional<Instant> nextProbe;

    private NodeStatus(Builder builder) {
        this.address = builder.address;
        this.state = builder.state;
        this.inFlight = builder.inFlight;
        this.leases = builder.leases;
        this.latency = builder.latency;
        this.weight = builder.weight;
        this.since = builder.since;
        this.reason = builder.reason;
        this.scope = builder.scope;
        this.lastProbe = builder.lastProbe;
        this.nextProbe = builder.nextProbe;
    }

    /**
     * For tests of code that reads statuses: a node that is UP, carries nothing and was never checked, unless something else is set.
     *
     * @throws IllegalArgumentException if the address is null
     */
    public static Builder builder(NodeAddress address) {
        return new Builder(Checks.required("address", address));
    }

    /** The address as the cluster lists it. */
    public NodeAddress address() {
        return address;
    }

    /** The state of the node. */
    public NodeState state() {
        return state;
    }

    /** Requests sent to it whose response has not ended. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Connections to it, in use and idle, in {@link RoutingStrategy#PER_CONNECTION}; always 0 in {@link RoutingStrategy#PER_REQUEST},
     * where only the wrapped client's pool knows.
     */
    public int leases() {
        return leases;
    }

    /**
     * Recent time from request to response headers: a moving average that follows a lasting rise at once and decays slowly; zero before
     * the first response, and the last one of a node that is {@link NodeState#DOWN}. In whole milliseconds, at least one; the meter
     * {@code alternator.client.node.latency} has the exact time, and NaN while DOWN.
     */
    public Duration latency() {
        return latency;
    }

    /**
     * The fraction of its fair share of the requests that the node gets, from 0.02 to 1; below 1 in slow start, when throttled or while
     * requests fail; 0 unless {@link #state} is {@link NodeState#UP}.
     */
    public double weight() {
        return weight;
    }

    /** When the node entered {@link #state}, to the millisecond. */
    public Instant since() {
        return since;
    }

    /** The reason for {@link #state}, for people; of a node that is {@link NodeState#DOWN}, what a probe or a request last found. */
    public String reason() {
        return reason;
    }

    /**
     * The most preferred of the client's scopes that lists the node, for people, such as {@code rack r1 of data center dc1}; empty if
     * none lists it.
     */
    public String scope() {
        return scope;
    }

    /**
     * The last probe of the node that ended; empty before the first. A node that is {@link NodeState#UP} is probed only if a request
     * gives reason to.
     */
    public Optional<NodeProbe> lastProbe() {
        return lastProbe;
    }

    /** When the node is probed next, at the latest; empty if that is not due, or a probe is in progress. */
    public Optional<Instant> nextProbe() {
        return nextProbe;
    }

    private Fields fields() {
        return new Fields(NodeStatus.class)
                .add("address", address)
                .add("state", state)
                .add("inFlight", inFlight)
                .add("leases", leases)
                .add("latency", latency)
                .add("weight", weight)
                .add("since", since)
                .add("reason", reason)
                .add("scope", scope)
                .add("lastProbe", lastProbe)
                .add("nextProbe", nextProbe);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeStatus status && fields().equals(status.fields());
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
     * Builds statuses. Not thread-safe. Each method throws {@link IllegalArgumentException} for null.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final NodeAddress address;
        private NodeState state = NodeState.UP;
        private int inFlight;
        private int leases;
        private Duration latency = Duration.ZERO;
        private double weight = 1;
        private Instant since = Instant.EPOCH;
        private String reason = "";
        private String scope = "";
        private Optional<NodeProbe> lastProbe = Optional.empty();
        private Optional<Instant> nextProbe = Optional.empty();

        private Builder(NodeAddress address) {
            this.address = address;
        }

        /** See {@link NodeStatus#state}; default {@link NodeState#UP}. */
        public Builder state(NodeState state) {
            this.state = Checks.notNull("state", state);
            return this;
        }

        /** See {@link NodeStatus#inFlight}; default 0. */
        public Builder inFlight(int inFlight) {
            this.inFlight = inFlight;
            return this;
        }

        /** See {@link NodeStatus#leases}; default 0. */
        public Builder leases(int leases) {
            this.leases = leases;
            return this;
        }

        /** See {@link NodeStatus#latency}; default zero. */
        public Builder latency(Duration latency) {
            this.latency = Checks.notNull("latency", latency);
            return this;
        }

        /** See {@link NodeStatus#weight}; default 1. */
        public Builder weight(double weight) {
            this.weight = weight;
            return this;
        }

        /** See {@link NodeStatus#since}; default the epoch. */
        public Builder since(Instant since) {
            this.since = Checks.notNull("since", since);
            return this;
        }

        /** See {@link NodeStatus#reason}; default empty. */
        public Builder reason(String reason) {
            this.reason = Checks.notNull("reason", reason);
            return this;
        }

        /** See {@link NodeStatus#scope}; default empty. */
        public Builder scope(String scope) {
            this.scope = Checks.notNull("scope", scope);
            return this;
        }

        /** See {@link NodeStatus#lastProbe}; default empty. */
        public Builder lastProbe(NodeProbe lastProbe) {
            this.lastProbe = Optional.of(Checks.notNull("lastProbe", lastProbe));
            return this;
        }

        /** See {@link NodeStatus#nextProbe}; default empty. */
        public Builder nextProbe(Instant nextProbe) {
            this.nextProbe = Optional.of(Checks.notNull("nextProbe", nextProbe));
            return this;
        }

        public NodeStatus build() {
            return new NodeStatus(this);
        }
    }
}
