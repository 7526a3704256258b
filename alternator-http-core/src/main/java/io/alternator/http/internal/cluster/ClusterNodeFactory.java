package io.alternator.http.internal.cluster;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeProbe;
import io.alternator.http.NodeState;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.CheckScheduler;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.NodeHealth;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.ActivityFlag;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.SubClient;
import io.alternator.http.internal.transport.Transports;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Assembles nodes: health, checks, client and numbers of each. */
public final class ClusterNodeFactory {
    private final HealthSettings settings;
    private final Transports transports;
    private final int maxConnections;
    private final HealthChecker checker;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final InstantSource wallClock;
    private final RandomGenerator random;
    private final ActivityFlag traffic;
    private final ClusterListener listener;
    private final ClientIdentity client;

    /** The nodes of one cluster share these. */
    public ClusterNodeFactory(
            HealthSettings settings,
            Transports transports,
            HealthChecker checker,
            Scheduler scheduler,
            Ticker ticker,
            InstantSource wallClock,
            RandomGenerator random,
            ActivityFlag traffic,
            ClusterListener listener,
            ClientIdentity client) {
        this.settings = settings;
        this.transports = transports;
        this.maxConnections = transports.maxConnectionsPerNode();
        this.checker = checker;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.wallClock = wallClock;
        this.random = random;
        this.traffic = traffic;
        this.listener = listener;
        this.client = client;
    }

    /**
     * Makes a node and schedules its first check, if it needs one.
     *
     * @param isSeed true if the user named it, so that any answer to a check shows that it is alive
     * @param stateListener told of each change of state, on the thread that made it
     */
    ClusterNode create(
            Node address, boolean isSeed, Health initial, ClusterNode.Peers peers, NodeHealth.Listener stateListener) {
        return new Assembly(address, isSeed, initial, peers, stateListener).node;
    }

    /** Ties together a node's parts, which need each other. */
    private final class Assembly {
        private final SubClient subClient;
        private final ClusterNode.Peers peers;
        private final NodeHealth.Listener stateListener;
        private final CheckScheduler checks;
        private final ClusterNode node;

        private Assembly(
                Node address,
                boolean isSeed,
                Health initial,
                ClusterNode.Peers peers,
                NodeHealth.Listener stateListener) {
            this.subClient = new SubClient(transports, address.target());
            this.peers = peers;
            this.stateListener = stateListener;
            NodeHealth health = new NodeHealth(
                    address,
                    isSeed,
                    initial,
                    settings,
                    ticker,
                    wallClock,
                    new PeersOfNode(),
                    this::stateChanged,
                    client);
            Supplier<CompletableFuture<CheckResult>> check = () -> check(address);
            this.checks = new CheckScheduler(
                    address,
                    health,
                    settings,
                    check,
                    scheduler,
                    ticker,
                    wallClock,
                    random,
                    this::answeredAt,
                    traffic::isActive,
                    client);
            NodeStats stats = new NodeStats(maxConnections, ticker.nanos());
            this.node =
                    new ClusterNode(address, health, stats, subClient, check, checks, peers, listener, ticker, client);
            checks.reschedule();
        }

        private long answeredAt() {
            return node.stats().answeredAt();
        }

        private final class PeersOfNode implements NodeHealth.Peers {
            @Override
            public boolean isAnotherUp() {
                return peers.isAnotherUp(node);
            }

            @Override
            public boolean mayEjectAsSlow() {
                return peers.mayEjectAsSlow();
            }
        }

        private CompletableFuture<CheckResult> check(Node address) {
            long start = ticker.nanos();
            boolean proven = !node.health().mayBeOtherServer();
            CompletableFuture<CheckResult> result =
                    checker.check(address, proven, settings.probeTimeout()).thenApply(node.health()::judge);
            result.thenAccept(found -> {
                node.checked(NodeProbe.builder()
                        .at(wallClock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .answered(found.isAlive())
                        .result(found.reason())
                        .build());
                node.listener().probed(found, ticker.nanos() - start);
            });
            return result;
        }

        private void stateChanged(Health from, Health to) {
            try {
                if (to.state() == NodeState.DOWN) {
                    subClient.renew();
                    node.listener().ejected(to.finding());
                }
                stateListener.stateChanged(from, to);
            } finally { // or a node would stay DOWN for ever
                checks.reschedule();
            }
        }
    }
}
