package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeProbe;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.balancing.NodeWeight;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.CheckScheduler;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.NodeHealth;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.SubClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A node of the cluster: its health, its numbers, and the client that its requests use. A request in flight is counted in the
 * {@link NodeLoad}, so a node is never closed while a request uses it. Thread-safe.
 */
public final class ClusterNode extends NodeLoad implements ClusterListener.NodeNumbers {
    // Read by each request and therefore side by side: with a thousand nodes none is in the processor's cache.
    private final Node node;
    private final NodeHealth health;
    private final NodeStats stats;
    private final SubClient client;
    private final ClusterListener.NodeListener listener;

    private final String name;
    private final ClientIdentity owner;
    private final Supplier<CompletableFuture<CheckResult>> check;
    private final CheckScheduler checks;
    private final Peers peers;
    private final Ticker ticker;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<NodeProbe> lastProbe = Optional.empty();

    /** What a node must know of the others. */
    interface Peers {
        /** True if another node is UP. */
        boolean isAnotherUp(ClusterNode node);

        /** True if one more node may be ejected because it did not respond in time. */
        boolean mayEjectAsSlow();

        /** Has the nodes that are not UP checked soon, because the last one that is UP does badly. */
        void checkSoon();
    }

    /** Called by {@link ClusterNodeFactory}. */
    ClusterNode(
            Node node,
            NodeHealth health,
            NodeStats stats,
            SubClient client,
            Supplier<CompletableFuture<CheckResult>> check,
            CheckScheduler checks,
            Peers peers,
            ClusterListener listener,
            Ticker ticker,
            ClientIdentity owner) {
        this.node = node;
        this.name = node.toString();
        this.owner = owner;
        this.health = health;
        this.stats = stats;
        this.client = client;
        this.check = check;
        this.checks = checks;
        this.peers = peers;
        this.ticker = ticker;
        this.listener = listener.nodeAdded(this);
    }

    /** Its addresses. */
    public Node node() {
        return node;
    }

    /** The node as log lines and meters name it. */
    public String name() {
        return name;
    }

    /** The client that it is a node of. */
    public ClientIdentity owner() {
        return owner;
    }

    /** Its state and the transitions between states. */
    public NodeHealth health() {
        return health;
    }

    /** Latency and failures. */
    public NodeStats stats() {
        return stats;
    }

    /** The client for its requests; only for a caller that holds the node, see {@link #acquire}. */
    public SubClient client() {
        return client;
    }

    /** Receives the node's events. */
    public ClusterListener.NodeListener listener() {
        return listener;
    }

    /** True if the node may get any request. */
    public boolean isUp() {
        return health.state() == NodeState.UP;
    }

    /** The part of its fair share that the node should get, from 0.02 to 1; see {@link NodeWeight}. */
    public double weight(long now) {
        return NodeWeight.of(health.slowStartShare(now), stats.successRate(now));
    }

    /** Applies the outcome of a request: health, numbers, and whether this or another node should be checked soon. */
    public void requestEnded(Outcome outcome, long now) {
        health.requestEnded(outcome);
        stats.requestEnded(outcome, now);
        if (outcome.verdict() == Outcome.Verdict.SUSPECT
                || outcome.verdict() == Outcome.Verdict.CONNECTION
                || isPerhapsOfOtherServer(outcome)) {
            checks.checkSuspect();
        }
        if (outcome == Outcome.SUCCESS) {
            checkSoon(); // a response to a request does not bring a DOWN node back, but it is a reason to check it
        } else if (outcome.avoidedByRetries() && !health.canBeEjected()) {
            peers.checkSoon(); // so that the SDK's next attempt finds another node
        }
    }

    /** The node was asked for the list, and the question failed in this way, or was answered. On the scheduler's thread. */
    public void asked(Optional<Outcome> failure) {
        failure.ifPresentOrElse(checks::notAnswered, this::checkSoon);
    }

    /** A list may name another service, which answers DynamoDB's requests with 404, 401, a redirection, or 200. */
    private boolean isPerhapsOfOtherServer(Outcome outcome) {
        return outcome.verdict() == Outcome.Verdict.ALIVE && health.mayBeOtherServer();
    }

    /** Checks the node now; never fails exceptionally. */
    public CompletableFuture<CheckResult> check() {
        return check.get();
    }

    /** A check has ended. */
    void checked(NodeProbe result) {
        lastProbe = Optional.of(result);
    }

    /** Has the other nodes that are not UP checked soon. */
    public void checkPeersSoon() {
        peers.checkSoon();
    }

    /** Brings the next check forward, unless the node is UP. */
    public void checkSoon() {
        if (!isUp()) {
            checks.checkSoon();
        }
    }

    /** Computes the time of the next check again, because the state of this or other nodes changed. */
    void rescheduleCheck() {
        checks.reschedule();
    }

    /** True while the health monitor has to watch the node. */
    public boolean needsMonitoring() {
        return inFlight() > 0 || stats.owesData() || client.hasRetired();
    }

    /** Releases the node's resources even if requests use them. Idempotent. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            checks.stop();
            client.close();
            listener.removed();
        }
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
        return stats.displayLatency().toNanos();
    }

    @Override
    public long oldestOutstandingNanos() {
        return stats.oldestOutstandingNanos();
    }

    @Override
    public double weight() {
        return isUp() ? weight(ticker.nanos()) : 0;
    }

    /**
     * A snapshot for operators.
     *
     * @param scope the scope whose list it is in; empty if it is in none
     */
    NodeStatus status(Optional<String> scope) {
        Health snapshot = health.now();
        NodeStatus.Builder status = NodeStatus.builder(node.address())
                .state(snapshot.state())
                .inFlight(inFlight())
                .leases(leases())
                .latency(inMillis(stats.displayLatency()))
                .weight(weight())
                .since(snapshot.sinceTime())
                .reason(snapshot.finding().reason())
                .scope(scope.orElse(""));
        lastProbe.ifPresent(status::lastProbe);
        checks.nextAt().ifPresent(status::nextProbe);
        return status.build();
    }

    /** Rounded; but not to zero, which means that there was no response. */
    private static Duration inMillis(Duration latency) {
        return latency.isZero()
                ? latency
                : Duration.ofMillis(Math.max(1, latency.plusNanos(500_000).toMillis()));
    }

    @Override
    public String toString() {
        return name;
    }
}
