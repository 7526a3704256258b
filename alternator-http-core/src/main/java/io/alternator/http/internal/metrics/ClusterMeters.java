package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.cluster.ClusterListener.NodeNumbers;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.LibraryVersion;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The meters of one cluster, fed by its events. When the client is closed its gauges are removed, and after a grace period all other
 * meters, see {@link ClosedMeters}. No meter is looked up by name on the request path.
 */
public final class ClusterMeters implements ClusterListener, SelectionListener, HedgeListener, CallListener {
    private final MeterGroup meters;
    private final NodeTags nodes;
    private final Duration grace;
    private final Ticker ticker;
    private final Map<SkipReason, Counter> skipped = new EnumMap<>(SkipReason.class);
    private final Map<HedgeResult, Counter> hedges = new EnumMap<>(HedgeResult.class);
    private final Map<KeyedResult, Counter> keyed = new EnumMap<>(KeyedResult.class);
    private final Map<RetriedOn, Counter> retries = new EnumMap<>(RetriedOn.class);
    private final Counter added;
    private final Counter removed;
    private final Counter conflicts;
    private volatile @Nullable ClusterNumbers cluster;
    private volatile @Nullable ClosedMeters closed;

    /**
     * Registers the meters that a cluster has once.
     *
     * @param client its name is the {@code client} tag
     */
    public ClusterMeters(
            MeterRegistry registry,
            MetricsSettings settings,
            ClientIdentity client,
            Scheduler scheduler,
            Ticker ticker) {
        ClosedMeters.removeAllDue();
        this.grace = settings.meterGrace();
        this.ticker = ticker;
        this.meters = MeterGroup.ofClient(registry, client);
        this.nodes = new NodeTags(meters, settings, scheduler);
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason, meters.counter(MeterDefinition.PICKS_SKIPPED, TagValues.of(reason)));
        }
        for (HedgeResult result : HedgeResult.values()) {
            hedges.put(result, meters.counter(MeterDefinition.HEDGES, TagValues.of(result)));
        }
        for (KeyedResult result : KeyedResult.values()) {
            keyed.put(result, meters.counter(MeterDefinition.KEYED_WRITES, TagValues.of(result)));
        }
        for (RetriedOn node : RetriedOn.values()) {
            retries.put(node, meters.counter(MeterDefinition.SDK_RETRIES, TagValues.sameNode(node)));
        }
        this.added = meters.counter(MeterDefinition.DISCOVERY_CHANGES, "added");
        this.removed = meters.counter(MeterDefinition.DISCOVERY_CHANGES, "removed");
        this.conflicts = meters.counter(MeterDefinition.DISCOVERY_CONFLICTS);
        meters.gauge(
                MeterDefinition.INFO,
                () -> 1,
                TagValues.of(client.kind()),
                TagValues.of(client.strategy()),
                LibraryVersion.get());
    }

    @Override
    public void opened(ClusterNumbers cluster) {
        this.cluster = cluster;
        for (NodeState state : NodeState.values()) {
            meters.gauge(MeterDefinition.NODES, () -> cluster.nodes(state), TagValues.of(state));
        }
        meters.lastingGauge(MeterDefinition.PANIC, this::panic);
        meters.gauge(MeterDefinition.SCOPE_LEVEL, cluster::scopeLevel);
        meters.timeGauge(MeterDefinition.DISCOVERY_AGE, () -> nanos(cluster.discoveryAge()));
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        return new PerNode(nodes.bind(node));
    }

    @Override
    public void listFetched(NodeListResult result, boolean asSeed, Duration elapsed) {
        meters.timer(MeterDefinition.DISCOVERY_REFRESH, TagValues.of(result), asSeed ? "seed" : "node")
                .record(elapsed);
    }

    @Override
    public void listsDisagree() {
        conflicts.increment();
    }

    @Override
    public void listChanged(int added, int removed) {
        this.added.increment(added);
        this.removed.increment(removed);
    }

    @Override
    public void skipped(SkipReason reason) {
        Objects.requireNonNull(skipped.get(reason)).increment();
    }

    @Override
    public void retried(RetriedOn node) {
        skipped(SkipReason.RETRY); // the node that failed
        Objects.requireNonNull(retries.get(node)).increment();
    }

    @Override
    public void hedgeEnded(HedgeResult result) {
        Objects.requireNonNull(hedges.get(result)).increment();
    }

    @Override
    public void keyed(KeyedResult result) {
        Objects.requireNonNull(keyed.get(result)).increment();
    }

    @Override
    public void closed() {
        closed = ClosedMeters.of(meters, grace, ticker);
        cluster = null; // else a registry that is never read would keep it
        meters.close();
        nodes.close();
    }

    private static double nanos(Optional<Duration> time) {
        return time.map(known -> (double) known.toNanos()).orElse(Double.NaN);
    }

    /** Also what shows that a registry is read after the client was closed. */
    private int panic() {
        ClosedMeters removal = closed;
        if (removal != null) {
            removal.removeIfDue();
        }
        ClusterNumbers open = cluster;
        return open != null && open.isPanic() ? 1 : 0;
    }

    private final class PerNode implements NodeListener {
        private final NodeTags.Binding binding;

        private PerNode(NodeTags.Binding binding) {
            this.binding = binding;
        }

        @Override
        public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
            binding.meters().ended(outcome, request, nanos);
        }

        @Override
        public void failedOver(Outcome reason) {
            binding.meters().failedOver(reason);
        }

        @Override
        public void ejected(Health.Finding finding) {
            binding.meters().ejected(finding);
        }

        @Override
        public void probed(CheckResult result, long nanos) {
            binding.meters().probed(result, nanos);
        }

        @Override
        public void removed() {
            nodes.unbind(binding);
        }
    }
}
