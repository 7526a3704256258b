package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.balancing.InFlightLimit;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.discovery.Discovery;
import io.alternator.http.internal.discovery.DiscoveryListener;
import io.alternator.http.internal.discovery.NodeListFetcher;
import io.alternator.http.internal.discovery.NodeListResult;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.node.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One cluster: its nodes as they are now, and the way of each request to one of them. Until the first list is there the
 * seeds are its nodes, so the first request waits for nothing.
 */
public final class Cluster<T extends Transport> implements ClusterListener.ClusterNumbers, AutoCloseable {
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(20);

    private final AlternatorConfig config;
    private final Surroundings<T> surroundings;
    private final NodeRegistry<T> membership;
    private final Router<T> assigner;
    private final HealthMonitor<T> watch;
    private final HedgePolicy<T> hedging;
    private final RequestRewriter retarget;
    private final RetryHistory retryMemory = new RetryHistory();
    private final Discovery discovery;
    private volatile int scopeLevel;
    private volatile boolean closed;

    /** Begins to learn the nodes, in the background. */
    public Cluster(AlternatorConfig config, Surroundings<T> surroundings) {
        this.config = config;
        this.surroundings = surroundings;
        InFlightTable<Attempt<T>> attempts = new InFlightTable<>();
        this.membership = new NodeRegistry<>(config, surroundings, attempts, this::changed);
        NodeSelector<T> picks = new NodeSelector<>(
                config.policy().newPicker(surroundings.random()),
                membership::view,
                new InFlightLimit(config.maxInFlightPerNode()),
                surroundings.random(),
                surroundings.listener());
        this.assigner = switch (config.strategy()) {
            case PER_REQUEST -> new PerRequestRouter<>(picks);
            case PER_CONNECTION -> new PerConnectionRouter<>(picks, config.connectionMaxIdleTime());
        };
        this.watch = new HealthMonitor<>(config, membership, attempts, assigner, surroundings);
        this.hedging = config.hedging() ? new ReadHedging<>(attempts, surroundings) : HedgePolicy.off();
        this.retarget =
                new RequestRewriter(surroundings.transports().control().keepsHostHeader(), config.trimUserAgent());
        this.discovery = newDiscovery();
        surroundings.listener().opened(this);
        discovery.start();
    }

    /**
     * Begins a request: picks its first node. Every attempt that is handed out must come to an end.
     *
     * @param hedger sends the request a second time if that takes too long, where the configuration has it
     * @throws UnsupportedOperationException if the wrapped client would break the request's signature
     */
    public Attempt<T> begin(SdkHttpRequest request, HedgeSender<T> hedger) {
        HedgeState<T> race = hedging.race(request, hedger);
        Attempt<T> first = begin(request, race);
        race.begun(first);
        return first;
    }

    /** As {@link #begin(SdkHttpRequest, HedgeSender)}, for a request that cannot be sent twice at once. */
    public Attempt<T> begin(SdkHttpRequest request) {
        return begin(request, HedgeState.none());
    }

    private Attempt<T> begin(SdkHttpRequest request, HedgeState<T> race) {
        discovery.requestSeen();
        long now = now();
        List<Node> failed = retryMemory.failedNodes(request, now);
        Attempt<T> first = attempt(request, Exclusions.avoiding(failed), race, now);
        if (first == null) {
            throw new IllegalStateException("no node was tried and yet none is left");
        }
        if (!failed.isEmpty()) {
            surroundings.listener().skipped(ClusterListener.Skip.RETRY);
            surroundings.listener().retried(failed.contains(first.node()));
        }
        return first;
    }

    /** True if a request to this place is one for this cluster: it names the endpoint, a seed or a node. */
    public boolean answersTo(String scheme, NodeAddress place) {
        return config.scheme().equals(scheme)
                && (config.logicalAddress().equals(place)
                        || config.seeds().contains(place)
                        || membership.view().addresses().contains(place));
    }

    /** The nodes as they are now, those that are leaving last. */
    public List<NodeStatus> nodes() {
        return membership.all().map(ClusterNode::status).toList();
    }

    @Override
    public int nodes(NodeState state) {
        return (int) membership.all().filter(member -> member.state() == state).count();
    }

    @Override
    public boolean isPanicking() {
        return membership.view().isWithoutHope();
    }

    @Override
    public int scopeLevel() {
        return scopeLevel;
    }

    @Override
    public Duration discoveryAge() {
        return discovery.age();
    }

    /** Ends what is under way and forgets the nodes. */
    @Override
    public void close() {
        closed = true;
        discovery.close();
        membership.close();
        surroundings.listener().closed();
    }

    /** The next attempt of a request; null if no node is left to try. */
    @Nullable
    Attempt<T> attempt(SdkHttpRequest request, Exclusions exclusions, HedgeState<T> race) {
        return attempt(request, exclusions, race, now());
    }

    private @Nullable Attempt<T> attempt(SdkHttpRequest request, Exclusions exclusions, HedgeState<T> race, long now) {
        Assignment<T> assignment = assigner.assign(request, exclusions, now);
        if (assignment == null) {
            return null;
        }
        try {
            SdkHttpRequest retargeted = retarget.to(assignment.member().node(), request);
            Attempt<T> attempt = new Attempt<>(this, request, retargeted, assignment, exclusions, race, now);
            attempt.open();
            watch.requestSeen();
            return attempt;
        } catch (RuntimeException | Error e) {
            assigner.release(assignment, StripedCounter.stripe(), false, now);
            throw e;
        }
    }

    boolean isClosed() {
        return closed;
    }

    Router<T> assigner() {
        return assigner;
    }

    RetryHistory retryMemory() {
        return retryMemory;
    }

    /** For connections that could not be made: the cluster may have changed. */
    void refreshSoon() {
        discovery.refreshSoon();
    }

    long now() {
        return surroundings.ticker().nanos();
    }

    private void changed(NodeState to) {
        surroundings.scheduler().execute(() -> {
            assigner.weigh(now());
            assigner.sweep(now());
        });
        if (to == NodeState.DOWN) {
            discovery.refreshSoon();
        }
    }

    private Discovery newDiscovery() {
        NodeListFetcher.Plan plan = new NodeListFetcher.Plan(
                config.scheme(),
                config.seeds(),
                config.port(),
                new Scope(config.datacenter(), config.rack()),
                config.discovery().timeout());
        NodeListFetcher rounds = new NodeListFetcher(
                plan,
                () -> membership.view().usable().stream().map(ClusterNode::node).toList(),
                surroundings.control(),
                surroundings.resolver(),
                surroundings.scheduler(),
                surroundings.ticker(),
                new FromDiscovery(),
                surroundings.random().nextInt());
        return new Discovery(
                config.discovery(), rounds, surroundings.scheduler(), surroundings.ticker(), surroundings.random());
    }

    /** Paced, because nodes have short listen queues and many clients may start at once. */
    private void warmUp() {
        Duration delay = Duration.ZERO;
        for (ClusterNode<T> member : membership.view().members()) {
            surroundings
                    .scheduler()
                    .schedule(() -> member.warmUp(config.discovery().timeout()), delay);
            delay = delay.plus(BETWEEN_CONNECTIONS);
        }
    }

    private final class FromDiscovery implements DiscoveryListener {
        private boolean warm = !config.warmStart();

        @Override
        public void listed(List<NodeAddress> nodes, int level) {
            scopeLevel = level;
            membership.listed(nodes);
            assigner.weigh(now()); // or each request would weigh for itself, until the next look
            assigner.sweep(now());
            if (!warm) {
                warm = true;
                warmUp();
            }
        }

        @Override
        public void asked(Node node, NodeListResult answer, Duration took) {
            Optional<ClusterNode<T>> asked = membership.find(node);
            surroundings.listener().asked(answer, asked.isEmpty() || !membership.isListKnown(), took);
            if (answer instanceof NodeListResult.Unreachable unreachable) {
                asked.ifPresent(member -> member.health().exchanged(Failures.classify(unreachable.cause())));
            }
        }
    }
}
