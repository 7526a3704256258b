package io.alternator.http.internal.client;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.affinity.CurrentRing;
import io.alternator.http.internal.balancing.InFlightLimit;
import io.alternator.http.internal.call.Activity;
import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Attempts;
import io.alternator.http.internal.call.CallFactory;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterNodeFactory;
import io.alternator.http.internal.cluster.NodeRegistry;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.control.HostEcho;
import io.alternator.http.internal.control.HostInquiry;
import io.alternator.http.internal.discovery.Discovery;
import io.alternator.http.internal.discovery.DiscoveryListener;
import io.alternator.http.internal.discovery.FetchSettings;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.discovery.ScopeFetches;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.hedging.HedgePolicy;
import io.alternator.http.internal.hedging.ReadHedging;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.keys.Affinity;
import io.alternator.http.internal.keys.KeyedListener;
import io.alternator.http.internal.keys.KeyedWrites;
import io.alternator.http.internal.metrics.GuardedListener;
import io.alternator.http.internal.monitor.HealthMonitor;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeAssignment;
import io.alternator.http.internal.rewrite.HeaderEdits;
import io.alternator.http.internal.rewrite.NodeClocks;
import io.alternator.http.internal.rewrite.RequestRewriter;
import io.alternator.http.internal.rewrite.RouteGuard;
import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.selection.NodeSelector;
import io.alternator.http.internal.selection.PerConnectionRouter;
import io.alternator.http.internal.selection.PerRequestRouter;
import io.alternator.http.internal.selection.Router;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.time.ActivityFlag;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.PoolWarning;
import io.alternator.http.internal.transport.Transports;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Assembles clusters: reads from the ground up, as the rooms lie on each other. */
public final class ClusterFactory {
    private final Transports transports;
    private final HostHeader hostHeader;
    private final Resolver resolver;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private final InstantSource wallClock;
    private final RandomGenerator random;

    /**
     * Assembles clusters over these clients.
     *
     * @param blocking for work that may block, such as closing a client
     * @param random safe for concurrent use
     */
    public ClusterFactory(
            Transports transports,
            Resolver resolver,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            InstantSource wallClock,
            RandomGenerator random) {
        this.transports = transports;
        this.hostHeader = transports.control().hostHeader();
        this.resolver = resolver;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.ticker = ticker;
        this.wallClock = wallClock;
        this.random = random;
    }

    /** A cluster that begins to learn its nodes, in the background, for this client. */
    public <L extends ClusterListener & SelectionListener & HedgeListener & CallListener> Cluster create(
            AlternatorConfig config, ClientIdentity client, L mayThrow) {
        GuardedListener<L> listener = new GuardedListener<>(mayThrow, client);
        InFlightTable<Attempt> inFlight = new InFlightTable<>();
        ControlClient control = new ControlClient(transports::sendControl, scheduler, ticker);

        ActivityFlag traffic = new ActivityFlag();
        NodeRegistry registry = newRegistry(config, client, control, traffic, listener);
        Router router = newRouter(config, registry, listener);
        HealthMonitor monitor = new HealthMonitor(
                config.health(),
                config.retryStalledWrites(),
                registry,
                inFlight,
                router::updateShares,
                traffic,
                scheduler,
                blocking,
                ticker,
                client);
        HedgePolicy<Attempt> hedging =
                config.hedging() ? new ReadHedging<>(inFlight, scheduler, ticker, listener, client) : HedgePolicy.off();

        WarmStart warmStart =
                new WarmStart(config.warmStart(), config.discovery().timeout(), scheduler, blocking, ticker);
        ProxySettings proxy = transports.control().proxy();
        RouteGuard guard =
                new RouteGuard(hostHeader, proxy, config.logicalAddress().uriHost());
        Topology topology =
                new Topology(registry, router, warmStart, guard, new PoolWarning(transports, client), ticker, listener);
        Discovery discovery = newDiscovery(config, client, control, registry, topology);
        registry.onChange(new NodeChanges(router, discovery, scheduler, ticker));
        RequestRewriter rewriter = new RequestRewriter(guard, new HeaderEdits(config));
        Attempts attempts = new Attempts(
                router,
                rewriter,
                inFlight,
                new NodeClocks(wallClock, client),
                newAffinity(config, client, registry, listener),
                new BackgroundActivity(discovery, monitor),
                listener,
                ticker,
                client);
        Cluster cluster = new Cluster(config, new CallFactory(attempts, hedging), registry, discovery, () -> {
            attempts.markClosed();
            discovery.close();
            inFlight.forEach(request -> request.cancelAsClosed(blocking));
            registry.close();
            listener.closed();
        });
        listener.opened(cluster);
        Node seed = registry.view().nodes().get(0).node();
        boolean forwards = proxy.forwards(seed.scheme(), seed.connectHost());
        if (hostHeader.isUnknown() || forwards) {
            HostInquiry inquiry = new HostInquiry(
                    new HostEcho(control),
                    scheduler,
                    config.discovery().timeout(),
                    () -> registry.view().nodes().stream()
                            .map(ClusterNode::node)
                            .toList(),
                    () -> attempts.isClosed() || !(hostHeader.isUnknown() || forwards));
            inquiry.start(kept -> seen(kept, guard), discovery::start);
        } else {
            discovery.start();
        }
        return cluster;
    }

    /** Known before other nodes are: a signed request to one would fail if its {@code Host} header were replaced. */
    private void seen(Optional<Boolean> hostIsKept, RouteGuard guard) {
        hostHeader.seen(hostIsKept.orElse(true)); // what is no Alternator node does not tell
        hostIsKept.filter(Boolean::booleanValue).ifPresent(kept -> guard.proxyKeepsHost());
    }

    private NodeRegistry newRegistry(
            AlternatorConfig config,
            ClientIdentity client,
            ControlClient control,
            ActivityFlag traffic,
            ClusterListener listener) {
        ClusterNodeFactory nodes = new ClusterNodeFactory(
                config.health(),
                transports,
                new HealthChecker(control, DirectClient.ifNeeded(transports, blocking), scheduler, client),
                scheduler,
                ticker,
                wallClock,
                random,
                traffic,
                listener,
                client);
        NodeAssignment assignment = new NodeAssignment(config, random.nextLong(), client);
        return new NodeRegistry(assignment, nodes, scheduler, blocking, ticker, listener, client);
    }

    private Affinity newAffinity(
            AlternatorConfig config, ClientIdentity client, NodeRegistry registry, KeyedListener listener) {
        CurrentRing ring = new CurrentRing(config.scope().levels(), registry::view);
        return config.keyAffinity()
                .<Affinity>map(settings ->
                        new KeyedWrites(settings, ring, scheduler, blocking, ticker, random, listener, client))
                .orElse(Affinity.OFF);
    }

    private Router newRouter(AlternatorConfig config, NodeRegistry registry, SelectionListener listener) {
        NodeSelector selector = new NodeSelector(
                config.policy().newPicker(random),
                registry::view,
                new InFlightLimit(config.maxInFlightPerNode().orElseGet(transports::maxInFlightPerNode)),
                random,
                listener);
        return switch (config.strategy()) {
            case PER_REQUEST -> new PerRequestRouter(selector);
            case PER_CONNECTION -> new PerConnectionRouter(selector, config.connectionMaxIdleTime());
        };
    }

    private Discovery newDiscovery(
            AlternatorConfig config,
            ClientIdentity client,
            ControlClient control,
            NodeRegistry registry,
            DiscoveryListener listener) {
        ScopeFetches fetches = new ScopeFetches(
                FetchSettings.of(config, client),
                registry::view,
                () -> registry.view().scopeInUse(),
                new LocalNodesClient(control, DirectClient.ifNeeded(transports, blocking), scheduler, config.port()),
                resolver,
                scheduler,
                ticker,
                listener,
                random.nextInt(),
                client);
        return new Discovery(config.discovery(), fetches, scheduler, ticker, random, client);
    }

    /** Keeps discovery and the health monitor awake while calls are made. */
    private record BackgroundActivity(Discovery discovery, HealthMonitor monitor) implements Activity {

        @Override
        public void callStarted() {
            discovery.requestSeen();
        }

        @Override
        public void attemptStarted() {
            monitor.requestStarted();
        }

        @Override
        public void connectFailed() {
            discovery.refreshSoon();
        }
    }
}
