package io.alternator.http.internal.metrics;

import io.alternator.http.internal.discovery.Answer;
import io.alternator.http.internal.routing.ClusterListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of one cluster; all of them go when the client is closed. */
public final class ClusterMeters implements ClusterListener {
    static final String PREFIX = "alternator.client.";

    private final OwnedMeters meters;
    private final MeterRegistry registry;
    private final Tags tags;

    /**
     * Nothing is registered before the first event.
     *
     * @param client tells the clients of one JVM apart
     */
    public ClusterMeters(MeterRegistry registry, String client) {
        this.registry = registry;
        this.meters = new OwnedMeters(registry);
        this.tags = Tags.of("client", client);
    }

    @Override
    public void opened(Supplier<Duration> discoveryAge) {
        meters.own(TimeGauge.builder(
                        PREFIX + "discovery.age",
                        discoveryAge,
                        TimeUnit.NANOSECONDS,
                        age -> age.get().toNanos())
                .description("Time since the cluster last told its nodes")
                .strongReference(true)
                .tags(tags)
                .register(registry));
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        return new NodeMeters(registry, tags, node);
    }

    @Override
    public void asked(Answer answer, Duration took) {
        meters.own(Timer.builder(PREFIX + "discovery.refresh")
                        .description("Questions to nodes for the cluster's list")
                        .tags(tags.and("outcome", outcome(answer)))
                        .register(registry))
                .record(took);
    }

    @Override
    public void closed() {
        meters.removeAll();
    }

    private static String outcome(Answer answer) {
        if (answer instanceof Answer.Nodes) {
            return "nodes";
        } else if (answer instanceof Answer.Empty) {
            return "empty";
        } else if (answer instanceof Answer.Malformed) {
            return "malformed";
        } else if (answer instanceof Answer.NotOk) {
            return "not_ok";
        }
        return "unreachable";
    }
}
