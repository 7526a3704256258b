package io.alternator.http.internal.client;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.CallFactory;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.NodeRegistry;
import io.alternator.http.internal.discovery.Discovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One cluster in use: calls to it, its nodes, its numbers. Thread-safe. */
public final class Cluster implements ClusterListener.ClusterNumbers, AutoCloseable {
    private final AlternatorConfig config;
    private final CallFactory calls;
    private final NodeRegistry registry;
    private final Discovery discovery;
    private final Runnable shutdown;

    /** Called by {@link ClusterFactory}. */
    Cluster(AlternatorConfig config, CallFactory calls, NodeRegistry registry, Discovery discovery, Runnable shutdown) {
        this.config = config;
        this.calls = calls;
        this.registry = registry;
        this.discovery = discovery;
        this.shutdown = shutdown;
    }

    /** A call to this cluster that has not begun; see {@link CallFactory#newCall}. */
    public Call newCall(SdkHttpRequest request, HedgeExecutor hedges) {
        return calls.newCall(request, hedges);
    }

    /** True if a request to this address is for this cluster: it is the endpoint's, a seed's or a node's. */
    public boolean hasAddress(String scheme, NodeAddress address) {
        return config.scheme().equals(scheme)
                && (config.logicalAddress().equals(address)
                        || config.seeds().contains(address)
                        || registry.view().byAddress().containsKey(address));
    }

    /** The nodes as they are now, those that are draining last. */
    public List<NodeStatus> nodes() {
        return registry.statuses();
    }

    @Override
    public int nodes(NodeState state) {
        return (int) registry.all().filter(node -> node.state() == state).count();
    }

    @Override
    public boolean isPanic() {
        return registry.view().isPanic();
    }

    /** Has the nodes that are not UP checked now, at most once per 200 ms. Does not wait. */
    void checkSoon() {
        registry.all().forEach(ClusterNode::checkSoon);
    }

    @Override
    public int scopeLevel() {
        return registry.view().scopeInUse();
    }

    /** False while the seeds stand for the cluster. */
    boolean isListKnown() {
        return registry.view().listKnown();
    }

    @Override
    public Optional<Duration> discoveryAge() {
        return discovery.age();
    }

    /** Cancels the requests in flight and forgets the nodes. */
    @Override
    public void close() {
        shutdown.run();
    }
}
