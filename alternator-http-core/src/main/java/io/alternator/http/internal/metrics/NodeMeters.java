package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.routing.ClusterListener.NodeNumbers;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The meters of one node, or of all that share a tag; for a while, of none. Timers are looked up when an outcome first occurs, and
 * then never again.
 */
final class NodeMeters {
    private static final Duration SHORTEST = Duration.ofNanos(100_000); // bounds of the histogram, if there is one
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final MeterGroup meters;
    private final MetricsSettings settings;
    private final Operations operations;
    private final List<NodeNumbers> nodes = new CopyOnWriteArrayList<>();
    private final Map<Outcome, AtomicReferenceArray<Timer>> requests = new EnumMap<>(Outcome.class);

    /** The first operation's, which is all of them unless they are told apart. */
    private final Timer success;

    NodeMeters(MeterGroup meters, MetricsSettings settings, Operations operations) {
        this.meters = meters;
        this.settings = settings;
        this.operations = operations;
        for (Outcome outcome : Outcome.values()) {
            requests.put(outcome, new AtomicReferenceArray<>(operations.count()));
        }
        registerGauges();
        registerWhatMayStayZero();
        success = requestTimer(Outcome.SUCCESS, 0);
    }

    void bind(NodeNumbers node) {
        nodes.add(node);
    }

    /** True if no node is left. */
    boolean unbind(NodeNumbers node) {
        return nodes.remove(node) && nodes.isEmpty();
    }

    void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
        int operation = operations.indexOf(request);
        if (operation == 0 && outcome == Outcome.SUCCESS) {
            success.record(nanos, TimeUnit.NANOSECONDS);
            return;
        }
        AtomicReferenceArray<Timer> timers = Objects.requireNonNull(requests.get(outcome));
        Timer timer = timers.getAcquire(operation);
        if (timer == null) {
            timer = requestTimer(outcome, operation);
            timers.setRelease(operation, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failedOver(Outcome reason) {
        meters.counter(MeterDefinition.FAILOVERS, reason.tag()).increment();
    }

    void ejected(String cause) {
        meters.counter(MeterDefinition.EJECTIONS, cause).increment();
    }

    void probed(HealthChecker.Finding finding, long nanos) {
        meters.timer(MeterDefinition.PROBES, tag(finding)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void removeAll() {
        meters.removeAll();
    }

    private void registerGauges() {
        meters.gauge(MeterDefinition.REQUESTS_ACTIVE, () -> sum(NodeNumbers::inFlight));
        meters.timeGauge(MeterDefinition.REQUESTS_OLDEST_AGE, () -> highest(NodeNumbers::oldestOutstandingNanos));
        meters.gauge(MeterDefinition.CONNECTIONS, () -> sum(NodeMeters::activeLeases), "active");
        meters.gauge(MeterDefinition.CONNECTIONS, () -> sum(node -> node.leases() - activeLeases(node)), "idle");
        for (NodeState state : NodeState.values()) {
            meters.gauge(MeterDefinition.NODE_STATE, () -> sum(node -> node.state() == state ? 1 : 0), tag(state));
        }
        meters.timeGauge(MeterDefinition.NODE_LATENCY, () -> highest(NodeNumbers::latencyNanos));
        meters.gauge(
                MeterDefinition.NODE_WEIGHT,
                () -> each(NodeNumbers::weight).min().orElse(0));
    }

    /** So that the first of the usual events is seen as an increase. */
    private void registerWhatMayStayZero() {
        meters.counter(MeterDefinition.FAILOVERS, Outcome.CONNECT_ERROR.tag());
        for (String cause : List.of(Outcome.CONNECT_ERROR.tag(), Health.PROBE, Health.SILENT, Health.OUTLIER)) {
            meters.counter(MeterDefinition.EJECTIONS, cause);
        }
        meters.timer(MeterDefinition.PROBES, tag(new HealthChecker.Alive()));
    }

    private Timer requestTimer(Outcome outcome, int operation) {
        return meters.timer(
                MeterDefinition.REQUESTS,
                operations.tags(operation),
                timer -> timer.publishPercentileHistogram(settings.requestHistogram())
                        .serviceLevelObjectives(settings.requestSlos().toArray(new Duration[0]))
                        .minimumExpectedValue(SHORTEST)
                        .maximumExpectedValue(LONGEST),
                outcome.tag());
    }

    private double sum(ToDoubleFunction<NodeNumbers> number) {
        return each(number).sum();
    }

    private double highest(ToDoubleFunction<NodeNumbers> number) {
        return each(number).max().orElse(0);
    }

    private DoubleStream each(ToDoubleFunction<NodeNumbers> number) {
        return nodes.stream().mapToDouble(number);
    }

    private static int activeLeases(NodeNumbers node) {
        return Math.min(node.leases(), node.inFlight());
    }

    private static String tag(HealthChecker.Finding finding) {
        return finding instanceof HealthChecker.Alive
                ? "alive"
                : finding instanceof HealthChecker.Dead ? "dead" : "unknown";
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
