package io.alternator.http.internal.metrics;

import static io.alternator.http.internal.metrics.ClusterMeters.PREFIX;

import io.alternator.http.NodeState;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.routing.ClusterListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of one node. Timers are looked up when an outcome first occurs, and then never again. */
final class NodeMeters implements ClusterListener.NodeListener {
    private final MeterRegistry registry;
    private final OwnedMeters meters;
    private final Tags tags;
    private final ClusterListener.NodeNumbers node;
    private final Map<Outcome, Timer> requests = new ConcurrentHashMap<>();

    NodeMeters(MeterRegistry registry, Tags clusterTags, ClusterListener.NodeNumbers node) {
        this.registry = registry;
        this.meters = new OwnedMeters(registry);
        this.tags = clusterTags.and("node", node.address().toString());
        this.node = node;
        gauge("requests.active", "Requests whose response has not ended", Tags.empty(), n -> n.inFlight());
        gauge(
                "connections",
                "Leased connections, in use",
                Tags.of("state", "active"),
                n -> Math.min(n.leases(), n.inFlight()));
        gauge(
                "connections",
                "Leased connections, idle",
                Tags.of("state", "idle"),
                n -> Math.max(0, n.leases() - n.inFlight()));
        for (NodeState state : NodeState.values()) {
            gauge(
                    "node.state",
                    "1 for the state that the node is in",
                    Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                    n -> n.state() == state ? 1 : 0);
        }
    }

    @Override
    public void ended(Outcome outcome, long nanos) {
        Timer timer = requests.get(outcome);
        if (timer == null) {
            timer = requests.computeIfAbsent(outcome, this::requestTimer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failedOver(Outcome reason) {
        meters.own(Counter.builder(PREFIX + "failovers")
                        .description("Requests that could not be sent to the node and went to another at once")
                        .tags(tags.and("reason", reason.tag()))
                        .register(registry))
                .increment();
    }

    @Override
    public void removed() {
        meters.removeAll();
    }

    private Timer requestTimer(Outcome outcome) {
        return meters.own(Timer.builder(PREFIX + "requests")
                .description("Attempts on the node, from their start to the end of the response")
                .tags(tags.and("outcome", outcome.tag()))
                .register(registry));
    }

    private void gauge(
            String name, String description, Tags more, ToDoubleFunction<ClusterListener.NodeNumbers> value) {
        meters.own(Gauge.builder(PREFIX + name, node, value)
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }
}
