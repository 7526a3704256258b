package io.alternator.http.internal.monitor;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import io.alternator.http.internal.cluster.NodeRegistry;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.health.OutlierEjection;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.ActivityFlag;
import io.alternator.http.internal.time.ActivityLoop;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.SubClient;
import io.alternator.http.internal.transport.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Watches the nodes while requests flow, ten times in each stall time: detects silent nodes and silent scopes, compares 5xx rates with
 * those of the peers, closes clients that are out of use. Sleeps while no request flows. Runs on the scheduler's thread.
 *
 * <p>A run that is late shows that this process did not look: what the nodes sent meanwhile may not have been read.
 *
 * <ul>
 *   <li>Late by the stall time or more, it was paused (SIGSTOP, garbage collection, CPU quota): all waits begin anew. Not again within
 *       three stall times, or a process that is paused all the time would never find a silent node.
 *   <li>Otherwise, late by half of the stall time or more, the machine is busy: the time does not count.
 * </ul>
 */
public final class HealthMonitor {
    private static final int RUNS_PER_STALL_TIME = 10;
    private static final int RUNS_BETWEEN_RESTARTS = 3 * RUNS_PER_STALL_TIME;
    private static final int IDLE_RUNS_BEFORE_SLEEP = 100;

    /** Fewer than the client has threads for calls that block, and enough to tell that all of a scope is silent. */
    private static final int MAX_CHECKED_AT_ONCE = 12;

    /** Told after each run. */
    @FunctionalInterface
    public interface Listener {
        void monitored(long now);
    }

    private final ClientLog log;
    private final HealthSettings settings;
    private final boolean retryStalledWrites;
    private final NodeRegistry registry;
    private final PeerCheck peers;
    private final InFlightTable<? extends InFlightRequest> inFlight;
    private final Listener listener;
    private final ActivityFlag traffic;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private final ActivityLoop loop;
    private final long stallNanos;
    private final long sampleNanos; // within which a sample that is silent has been ejected

    // Scheduler's thread only:
    private final Map<ClusterNode, StallDetector> detectors = new HashMap<>();
    private final OutlierEjection outliers = new OutlierEjection();
    private long monitoredAt;
    private long sampledAt; // when the latest sample of a silent scope began to be checked
    private int runsSinceRestart = RUNS_BETWEEN_RESTARTS;

    /**
     * Sleeps until the first request.
     *
     * @param retryStalledWrites true if writes that wait for a silent node are cancelled too
     * @param blocking runs cancellations and closes clients, which may block
     */
    public HealthMonitor(
            HealthSettings settings,
            boolean retryStalledWrites,
            NodeRegistry registry,
            InFlightTable<? extends InFlightRequest> inFlight,
            Listener listener,
            ActivityFlag traffic,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            ClientIdentity client) {
        this.log = client.log(HealthMonitor.class);
        this.settings = settings;
        this.retryStalledWrites = retryStalledWrites;
        this.registry = registry;
        this.peers = new PeerCheck(registry::view, ticker);
        this.inFlight = inFlight;
        this.listener = listener;
        this.traffic = traffic;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.ticker = ticker;
        this.stallNanos = settings.stallTime().toNanos();
        this.sampleNanos = 2 * (stallNanos + settings.probeTimeout().toNanos());
        this.sampledAt = ticker.nanos() - sampleNanos;
        this.loop = new ActivityLoop(scheduler, IDLE_RUNS_BEFORE_SLEEP, new Runs());
    }

    /** A request has its node. On the request path: one volatile read while the monitor is awake. */
    public void requestStarted() {
        loop.wake();
    }

    private final class Runs implements ActivityLoop.Task {
        private final Duration pause = settings.stallTime().dividedBy(RUNS_PER_STALL_TIME);

        @Override
        public Duration wake() {
            traffic.set(true);
            registry.all().forEach(ClusterNode::checkSoon); // checks were rare while no request flowed
            long now = ticker.nanos();
            outliers.restart(registry.all().map(HealthMonitor::candidate), now);
            monitoredAt = now;
            return pause;
        }

        @Override
        public Duration run() {
            long now = ticker.nanos();
            runsSinceRestart = Math.min(runsSinceRestart + 1, RUNS_BETWEEN_RESTARTS);
            ranLate(now - monitoredAt - pause.toNanos(), now);
            try {
                monitor(now);
            } finally {
                // The end: a run that takes long is work of this process, not a pause of it.
                monitoredAt = ticker.nanos();
            }
            return pause;
        }

        @Override
        public boolean isBusy() {
            return registry.all().anyMatch(ClusterNode::needsMonitoring);
        }

        @Override
        public void asleep() {
            traffic.set(false);
        }
    }

    private void ranLate(long nanos, long now) {
        if (nanos >= stallNanos && runsSinceRestart >= RUNS_BETWEEN_RESTARTS) {
            log.debug("a run is {} ms late: this process was paused, all waits begin anew", nanos / 1_000_000);
            runsSinceRestart = 0;
            inFlight.forEach(request -> request.restartWait(now));
            registry.all().forEach(node -> detector(node).restartWait(now));
        } else if (nanos >= stallNanos / 2) {
            log.debug("a run is {} ms late, which count for no wait", nanos / 1_000_000);
            inFlight.forEach(request -> request.leaveOut(nanos, now));
            registry.all().forEach(node -> detector(node).leaveOut(nanos, now));
        }
    }

    private void monitor(long now) {
        List<ClusterNode> nodes = registry.all().toList();
        inFlight.forEach(request -> detector(request.node()).sample(request, now));
        for (ClusterNode node : nodes) {
            if (node.inFlight() > 0 || node.stats().owesData()) {
                detector(node).evaluate(now);
            }
        }
        checkIdleNodes(registry.view(), now);
        nodes.forEach(this::closeUnusedClients);
        if (detectors.size() > nodes.size()) {
            detectors.keySet().retainAll(Set.copyOf(nodes));
        }
        listener.monitored(now);
        outliers.runIfDue(nodes.stream().map(HealthMonitor::candidate), now);
    }

    /**
     * While a node of the scope in use is silent and no other one of it was heard of lately, the others are checked too, whether or not
     * they owe anything, if another scope is there to serve. One after the other, each would cost a request its stall time. If the
     * scope has many, a sample is checked, and when all of it proves silent, the rest is ejected with it. The same goes for nodes that
     * never answered, whatever the scopes: the first list names them, but they may be out of reach.
     */
    private void checkIdleNodes(ClusterView view, long now) {
        boolean all = view.isAnotherScopeUp();
        List<StallDetector> used = view.usable().stream()
                .filter(node -> all || node.health().mayBeOtherServer())
                .map(this::detector)
                .toList();
        if (isSampleSilent(view, now) && used.stream().allMatch(detector -> detector.isSilentSince(sampledAt))) {
            used.forEach(StallDetector::ejectWithScope);
            return;
        }
        int checking = (int) used.stream().filter(StallDetector::isChecking).count();
        if (checking > 0 && used.stream().allMatch(detector -> detector.isSilentSince(now - stallNanos))) {
            if (now - sampledAt >= sampleNanos) {
                sampledAt = now;
            }
            spread(used.stream().filter(detector -> !detector.isChecking()).toList(), MAX_CHECKED_AT_ONCE - checking)
                    .forEach(detector -> detector.checkIdle(now));
        }
    }

    /** True if as many nodes as are checked at once have gone DOWN since the sample was begun. */
    private boolean isSampleSilent(ClusterView view, long now) {
        return now - sampledAt < sampleNanos
                && view.scopes().get(view.scopeInUse()).stream()
                                .map(node -> node.health().now())
                                .filter(health -> health.state() == NodeState.DOWN && health.since() - sampledAt >= 0)
                                .count()
                        >= MAX_CHECKED_AT_ONCE;
    }

    /** At most {@code max} of the nodes, evenly spread: neighbours in the order of addresses may share a rack. */
    private static Stream<StallDetector> spread(List<StallDetector> nodes, int max) {
        int count = Math.max(0, Math.min(max, nodes.size()));
        return IntStream.range(0, count).mapToObj(i -> nodes.get((int) ((long) i * nodes.size() / count)));
    }

    private static OutlierEjection.Candidate candidate(ClusterNode node) {
        return new OutlierEjection.Candidate(node.health(), node.stats().errors());
    }

    private StallDetector detector(ClusterNode node) {
        return detectors.computeIfAbsent(
                node,
                added -> new StallDetector(
                        added, peers, settings, retryStalledWrites, inFlight, scheduler, blocking, ticker));
    }

    private void closeUnusedClients(ClusterNode node) {
        SubClient client = node.client();
        if (client.hasRetired()) {
            client.closeUnused(this::isInUse, blocking);
        }
    }

    private boolean isInUse(Transport client) {
        boolean[] used = {false};
        inFlight.forEach(request -> used[0] |= request.mayUse(client));
        return used[0];
    }
}
