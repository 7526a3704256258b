package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a node that may be picked, at one moment. Immutable.
 *
 * @see LoadBalancingPolicy
 * @since 0.1.0
 */
public final class NodeCandidate {
    private final NodeAddress address;
    private final NodeState state;
    private final int inFlight;
    private final long latencyNanos;
    private final long oldestRequestAgeNanos;
    private final double weight;

    private NodeCandidate(Builder builder) {
        this.address = builder.address;
        this.state = builder.state;
        this.inFlight = builder.inFlight;
        this.latencyNanos = builder.latencyNanos;
        this.oldestRequestAgeNanos = builder.oldestRequestAgeNanos;
        this.weight = builder.weight;
    }

    /**
     * For tests of policies: a node that is UP, idle and not measured, unless something else is set.
     *
     * @throws IllegalArgumentException if the address is null
     */
    public static Builder builder(NodeAddress address) {
        return new Builder(Checks.required("address", address));
    }

    /** The address of the node. */
    public NodeAddress address() {
        return address;
    }

    /** {@link NodeState#UP}, unless no node is up. */
    public NodeState state() {
        return state;
    }

    /** Requests sent to it whose response has not ended. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * {@link NodeStatus#latency()} in nanoseconds, to within 1/32 plus 16 µs, plus the time that callers waited for the response's
     * body, where bodies take 1 ms or more; the time that a caller takes to read it does not count. 0 before the second response, as
     * a single one says little.
     */
    public long latencyNanos() {
        return latencyNanos;
    }

    /** Age of the oldest request waiting for data (sampled), in nanoseconds; 0 if none waits. */
    public long oldestRequestAgeNanos() {
        return oldestRequestAgeNanos;
    }

    /**
     * The fraction of its fair share that the node should get, from 0.02 to 1; below 1 in slow start, when throttled or while
     * requests fail.
     */
    public double weight() {
        return weight;
    }

    private Fields fields() {
        return new Fields(NodeCandidate.class)
                .add("address", address)
                .add("state", state)
                .add("inFlight", inFlight)
                .add("latencyNanos", latencyNanos)
                .add("oldestRequestAgeNanos", oldestRequestAgeNanos)
                .add("weight", weight);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeCandidate candidate && fields().equals(candidate.fields());
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
     * Builds candidates. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final NodeAddress address;
        private NodeState state = NodeState.UP;
        private int inFlight;
        private long latencyNanos;
        private long oldestRequestAgeNanos;
        private double weight = 1;

        private Builder(NodeAddress address) {
            this.address = address;
        }

        /**
         * See {@link NodeCandidate#state}; default {@link NodeState#UP}.
         *
         * @throws IllegalArgumentException if it is null
         */
        public Builder state(NodeState state) {
            this.state = Checks.notNull("state", state);
            return this;
        }

        /** See {@link NodeCandidate#inFlight}; default 0. */
        public Builder inFlight(int inFlight) {
            this.inFlight = inFlight;
            return this;
        }

        /** See {@link NodeCandidate#latencyNanos}; default 0. */
        public Builder latencyNanos(long latencyNanos) {
            this.latencyNanos = latencyNanos;
            return this;
        }

        /** See {@link NodeCandidate#oldestRequestAgeNanos}; default 0. */
        public Builder oldestRequestAgeNanos(long oldestRequestAgeNanos) {
            this.oldestRequestAgeNanos = oldestRequestAgeNanos;
            return this;
        }

        /** See {@link NodeCandidate#weight}; default 1. */
        public Builder weight(double weight) {
            this.weight = weight;
            return this;
        }

        public NodeCandidate build() {
            return new NodeCandidate(this);
        }
    }
}
