package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.discovery.NodeListResult;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.routing.ClusterListener;
import io.alternator.http.internal.routing.HedgeResult;
import io.alternator.http.internal.time.Scheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The meters of one cluster; all of them go when the client is closed. Nothing is looked up by name on the request path. */
public final class ClusterMeters implements ClusterListener {
    private final MeterGroup meters;
    private final NodeTags nodes;
    private final Map<Skip, Counter> skipped = new EnumMap<>(Skip.class);
    private final Map<HedgeResult, Counter> hedges = new EnumMap<>(HedgeResult.class);
    private final Counter retriedElsewhere;
    private final Counter retriedOnSameNode;
    private final Counter added;
    private final Counter removed;

    /**
     * Registers what there is once for a cluster.
     *
     * @param client tells the clients of one JVM apart
     */
    public ClusterMeters(MeterRegistry registry, MetricsSettings settings, String client, Scheduler scheduler) {
        this.meters = MeterGroup.ofClient(registry, client);
        this.nodes = new NodeTags(meters, settings, scheduler);
        for (Skip why : Skip.values()) {
            skipped.put(why, meters.counter(MeterDefinition.PICKS_SKIPPED, NodeMeters.tag(why)));
        }
        for (HedgeResult result : HedgeResult.values()) {
            hedges.put(result, meters.counter(MeterDefinition.HEDGES, NodeMeters.tag(result)));
        }
        this.retriedElsewhere = meters.counter(MeterDefinition.SDK_RETRIES, "false");
        this.retriedOnSameNode = meters.counter(MeterDefinition.SDK_RETRIES, "true");
        this.added = meters.counter(MeterDefinition.DISCOVERY_CHANGES, "added");
        this.removed = meters.counter(MeterDefinition.DISCOVERY_CHANGES, "removed");
    }

    @Override
    public void opened(ClusterNumbers cluster) {
        for (NodeState state : NodeState.values()) {
            meters.gauge(MeterDefinition.NODES, () -> cluster.nodes(state), NodeMeters.tag(state));
        }
        meters.gauge(MeterDefinition.PANIC, () -> cluster.isPanicking() ? 1 : 0);
        meters.gauge(MeterDefinition.SCOPE_LEVEL, cluster::scopeLevel);
        meters.timeGauge(
                MeterDefinition.DISCOVERY_AGE, () -> cluster.discoveryAge().toNanos());
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        return new ForNode(nodes.bind(node), node);
    }

    @Override
    public void asked(NodeListResult answer, boolean asSeed, Duration took) {
        meters.timer(MeterDefinition.DISCOVERY_REFRESH, outcome(answer), asSeed ? "seed" : "node")
                .record(took);
    }

    @Override
    public void listChanged(int added, int removed) {
        this.added.increment(added);
        this.removed.increment(removed);
    }

    @Override
    public void skipped(Skip why) {
        Objects.requireNonNull(skipped.get(why)).increment();
    }

    @Override
    public void retried(boolean sameNode) {
        (sameNode ? retriedOnSameNode : retriedElsewhere).increment();
    }

    @Override
    public void hedged(HedgeResult result) {
        Objects.requireNonNull(hedges.get(result)).increment();
    }

    @Override
    public void closed() {
        meters.removeAll(); // first: of a node that joins from now on, nothing is kept
        nodes.removeAll();
    }

    private static String outcome(NodeListResult answer) {
        if (answer instanceof NodeListResult.Nodes) {
            return "nodes";
        } else if (answer instanceof NodeListResult.Empty) {
            return "empty";
        } else if (answer instanceof NodeListResult.Malformed) {
            return "malformed";
        } else if (answer instanceof NodeListResult.NotOk) {
            return "not_ok";
        }
        return "unreachable";
    }

    private final class ForNode implements NodeListener {
        private final NodeMeters meters;
        private final NodeNumbers node;

        private ForNode(NodeMeters meters, NodeNumbers node) {
            this.meters = meters;
            this.node = node;
        }

        @Override
        public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
            meters.ended(outcome, request, nanos);
        }

        @Override
        public void failedOver(Outcome reason) {
            meters.failedOver(reason);
        }

        @Override
        public void ejected(String cause) {
            meters.ejected(cause);
        }

        @Override
        public void probed(HealthChecker.Finding finding, long nanos) {
            meters.probed(finding, nanos);
        }

        @Override
        public void removed() {
            nodes.unbind(node);
        }
    }
}
