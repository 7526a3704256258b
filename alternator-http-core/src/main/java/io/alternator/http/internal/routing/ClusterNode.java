package io.alternator.http.internal.routing;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.CheckScheduler;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.NodeHealth;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A node as member of a cluster: who it is, how it does, what it carries. A request holds it by the count of requests in
 * flight, so a member is never retired under one.
 */
final class ClusterNode<T extends Transport> extends NodeLoad implements Assignment<T>, ClusterListener.NodeNumbers {
    private static final double LEAST_WEIGHT = 0.02; // enough to notice when it is well again

    // What each request reads, side by side: of a thousand nodes, none is in the processor's cache. What it writes
    // lies elsewhere, see Occupancy.
    private final Node node;
    private final NodeHealth health;
    private final NodeStats traffic;
    private final SubClient<T> client;
    private final ClusterListener.NodeListener listener;
    private final InFlightTable<Attempt<T>> attempts;

    private final String name;
    private final Duration probeTimeout;
    private final Surroundings<T> surroundings;
    private final CheckScheduler prober;
    private final StallDetector<T> stallCheck;
    private final Others<T> others;
    private final NodeHealth.Listener stateListener;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What a member must know of the others. */
    interface Others<T extends Transport> {
        /** True if a member other than this one is up. */
        boolean areUp(ClusterNode<T> member);

        /** Has members that are not up probed soon: the last one that is up does badly. */
        void hurryProbes();
    }

    /**
     * Joins with the health {@code initial}.
     *
     * @param attempts of all members
     */
    ClusterNode(
            Node node,
            Health initial,
            HealthSettings settings,
            Surroundings<T> surroundings,
            Others<T> others,
            InFlightTable<Attempt<T>> attempts,
            NodeHealth.Listener listener) {
        this.node = node;
        this.name = node.toString();
        this.probeTimeout = settings.probeTimeout();
        this.surroundings = surroundings;
        this.client = new SubClient<>(surroundings.transports());
        this.stateListener = listener;
        this.others = others;
        this.attempts = attempts;
        this.traffic = new NodeStats(surroundings.ticker().nanos());
        this.health = new NodeHealth(
                node, initial, settings, surroundings.ticker(), () -> others.areUp(this), this::stateChanged);
        this.prober = new CheckScheduler(
                node,
                health,
                settings,
                this::probe,
                surroundings.scheduler(),
                surroundings.ticker(),
                surroundings.random());
        this.stallCheck = new StallDetector<>(this, others, settings, surroundings);
        this.listener = surroundings.listener().nodeAdded(this);
        prober.wake();
    }

    @Override
    public ClusterNode<T> member() {
        return this;
    }

    @Override
    public boolean isKept() {
        return false;
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

    /** Those of all members. */
    InFlightTable<Attempt<T>> attempts() {
        return attempts;
    }

    /** What is under way on this one. */
    void forEachAttempt(Consumer<Attempt<T>> action) {
        attempts.forEach(attempt -> {
            if (attempt.member() == this) {
                action.accept(attempt);
            }
        });
    }

    NodeStats traffic() {
        return traffic;
    }

    boolean isUp() {
        return health.state() == NodeState.UP;
    }

    /**
     * Which part of its fair share the member should get: less while it starts slowly, refuses for overload, or fails.
     * From 0.02 to 1, and compared with the others': if all fail alike, none gets less.
     */
    double weight(long now) {
        return Math.max(LEAST_WEIGHT, health.share(now) * traffic.goodness(now));
    }

    /** An attempt ended. */
    void ended(Outcome outcome, long now) {
        health.exchanged(outcome);
        traffic.ended(outcome, now);
        if (outcome.verdict() == Outcome.Verdict.SUSPECT) {
            prober.suspect();
        }
        if (outcome == Outcome.SUCCESS) {
            hurryProbe(); // a reply brings no node back that is down, but it is a reason to ask
        } else if (outcome.avoidedByRetries() && !health.isExpendable()) {
            others.hurryProbes(); // the SDK's next attempt should find somebody else
        }
    }

    /** Probes a member that is not up soon, instead of when its time has come. */
    void hurryProbe() {
        if (!isUp()) {
            prober.hurry();
        }
    }

    /** Feels the node's pulse now. */
    CompletableFuture<HealthChecker.Finding> probe() {
        long start = surroundings.ticker().nanos();
        CompletableFuture<HealthChecker.Finding> finding = surroundings.pulse().feel(node, probeTimeout);
        finding.thenAccept(found -> listener.probed(found, surroundings.ticker().nanos() - start));
        return finding;
    }

    /** Plans the next probe anew, as the others' state has changed. */
    void replanProbe() {
        prober.wake();
    }

    /** The client for this member's requests; whoever calls holds the member and has added its attempt. */
    T transport() {
        return client.get();
    }

    /** Opens a connection where requests will look for one. */
    void warmUp(Duration limit) {
        int stripe = StripedCounter.stripe();
        if (acquire()) {
            new ControlClient(transport(), surroundings.scheduler())
                    .get(node, "/", Map.of(), limit)
                    .whenComplete((reply, failure) -> release(stripe));
        }
    }

    /** Looks at one of the attempts under way on this member, before {@link #look(long)}; on the scheduler's thread. */
    void look(Attempt<T> attempt, long now) {
        stallCheck.look(attempt, now);
    }

    /** Looks after the member, now that all of its attempts were looked at; on the scheduler's thread. */
    void look(long now) {
        if (inFlight() > 0 || traffic.isOwing()) {
            stallCheck.look(now);
        }
        if (client.hasDropped()) {
            client.closeUnused(this::isUsed, surroundings.blocking());
        }
    }

    /** A second more passed; on the scheduler's thread. */
    void secondPassed() {
        if (isUp()) {
            traffic.errors().roll();
        } else {
            traffic.errors().restart();
        }
    }

    /** True while there is something to look after. */
    boolean isBusy() {
        return inFlight() > 0 || client.hasDropped();
    }

    /** Breaks off what is under way, as the client is being closed. */
    void giveUp() {
        forEachAttempt(attempt -> attempt.giveUp(
                new IOException("the client was closed while " + node + " had the request"), surroundings.blocking()));
    }

    /** Ends the member, whatever it carries; again without effect. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            client.close();
            listener.removed();
        }
    }

    /** The node as people and meters call it. */
    String name() {
        return name;
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
    public long latencyNanos() {
        return traffic.latencyToShow().toNanos();
    }

    @Override
    public long oldestOutstandingNanos() {
        return traffic.oldestOutstandingNanos();
    }

    @Override
    public double weight() {
        return weight(surroundings.ticker().nanos());
    }

    NodeStatus status() {
        Health now = health.now();
        return new NodeStatus(
                node.address(),
                now.state(),
                inFlight(),
                leases(),
                traffic.latencyToShow(),
                surroundings
                        .wallClock()
                        .instant()
                        .minusNanos(surroundings.ticker().nanos() - now.since()),
                now.why());
    }

    @Override
    public String toString() {
        return name;
    }

    private void stateChanged(Health from, Health to) {
        if (to.state() == NodeState.DOWN) {
            client.drop();
            listener.ejected(to.cause());
        }
        stateListener.stateChanged(from, to);
        prober.wake();
    }

    private boolean isUsed(T transport) {
        boolean[] used = {false};
        attempts.forEach(attempt -> used[0] |= attempt.uses(transport));
        return used[0];
    }
}
