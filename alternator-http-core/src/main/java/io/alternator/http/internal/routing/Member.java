package io.alternator.http.internal.routing;

import io.alternator.http.HealthSettings;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.balancing.PeakEwma;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.NodeHealth;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.health.Prober;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A node as member of a cluster: who it is, how it does, what it carries. A request holds it by the count of requests in
 * flight, so a member is never retired under one.
 */
final class Member<T extends Transport> implements Assignment<T>, ClusterListener.NodeNumbers {
    private static final int RETIRED = Integer.MIN_VALUE;
    private static final long LATENCY_DECAY_NANOS = 10_000_000_000L;

    private final Node node;
    private final Transports<T> transports;
    private final NodeHealth health;
    private final Prober prober;
    private final NodeHealth.Listener stateListener;
    private final ClusterListener.NodeListener listener;
    private final PeakEwma latency = new PeakEwma(LATENCY_DECAY_NANOS);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger leases = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable T transport;

    Member(
            Node node,
            Health initial,
            HealthSettings settings,
            Surroundings<T> surroundings,
            NodeHealth.Listener listener) {
        this.node = node;
        this.transports = surroundings.transports();
        this.stateListener = listener;
        this.health = new NodeHealth(node, initial, settings, surroundings.ticker(), this::stateChanged);
        this.prober = new Prober(
                node, health, settings, surroundings.control(), surroundings.scheduler(), surroundings.random());
        this.listener = surroundings.listener().nodeAdded(this);
        prober.wake();
    }

    @Override
    public Member<T> member() {
        return this;
    }

    Node node() {
        return node;
    }

    NodeHealth health() {
        return health;
    }

    ClusterListener.NodeListener listener() {
        return listener;
    }

    boolean isUp() {
        return health.state() == NodeState.UP;
    }

    /** Takes the member for one request; false if it was retired meanwhile and another must be picked. */
    boolean acquire() {
        if (inFlight.incrementAndGet() > 0) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** Gives back what {@link #acquire} took, without a word about how it went. */
    void release() {
        inFlight.decrementAndGet();
    }

    /** The response's headers are here. */
    void answered(Outcome outcome, long latencyNanos, long now) {
        latency.sample(latencyNanos, now);
        health.exchanged(outcome);
    }

    /** The client for this member's requests; whoever calls holds the member. */
    T transport() {
        T open = transport;
        return open != null ? open : open();
    }

    /** Lets no request in any more, if none is there; true once. */
    boolean retire() {
        return inFlight.compareAndSet(0, RETIRED);
    }

    /** True after {@link #retire()} succeeded: nothing can be sent to this member any more. */
    boolean isRetired() {
        return inFlight.get() < 0;
    }

    /** Ends the member, whatever it carries; again without effect. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            T open = transport;
            if (open != null) {
                transports.release(open);
            }
            listener.removed();
        }
    }

    /** Counts one lease more; false if there are not as many as the caller believes. */
    boolean openLease(int before) {
        return leases.compareAndSet(before, before + 1);
    }

    void leaseEnded() {
        leases.decrementAndGet();
    }

    @Override
    public NodeAddress address() {
        return node.address();
    }

    @Override
    public NodeState state() {
        return health.state();
    }

    @Override
    public int inFlight() {
        return Math.max(0, inFlight.get());
    }

    @Override
    public int leases() {
        return leases.get();
    }

    LoadBalancingPolicy.Candidate asCandidate() {
        return new LoadBalancingPolicy.Candidate(node.address(), inFlight(), latency.value());
    }

    NodeStatus status(Surroundings<T> surroundings) {
        Health now = health.now();
        return new NodeStatus(
                node.address(),
                now.state(),
                inFlight(),
                leases(),
                Duration.ofNanos(latency.value()),
                surroundings
                        .wallClock()
                        .instant()
                        .minusNanos(surroundings.ticker().nanos() - now.since()),
                now.why());
    }

    @Override
    public String toString() {
        return node.toString();
    }

    private void stateChanged(Health from, Health to) {
        stateListener.stateChanged(from, to);
        prober.wake();
    }

    private T open() {
        opening.lock();
        try {
            T open = transport;
            if (open == null) {
                open = transports.open();
                transport = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }
}
