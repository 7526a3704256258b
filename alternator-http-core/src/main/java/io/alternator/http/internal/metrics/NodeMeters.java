package io.alternator.http.internal.metrics;

import io.alternator.http.NodeState;
import io.alternator.http.internal.cluster.ClusterListener.NodeNumbers;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The meters of one value of the {@code node} tag: of one node, of all nodes that share {@code other}, or of none during the
 * grace period. A request timer is looked up once, when its outcome first occurs.
 */
final class NodeMeters {
    private static final Duration HISTOGRAM_MIN = Duration.ofNanos(100_000);
    private static final Duration HISTOGRAM_MAX = Duration.ofSeconds(30);

    private final MeterGroup meters;
    private final RequestTimerForm timerForm;
    private final OperationTags operations;
    private final List<NodeNumbers> nodes = new CopyOnWriteArrayList<>();
    private final Map<Outcome, AtomicReferenceArray<Timer>> requests = new EnumMap<>(Outcome.class);

    /** Successes of operation 0: all of them, unless operations are tagged. A field, because it is the most frequent. */
    private final Timer success;

    NodeMeters(MeterGroup meters, RequestTimerForm timerForm, OperationTags operations) {
        this.meters = meters;
        this.timerForm = timerForm;
        this.operations = operations;
        for (Outcome outcome : Outcome.values()) {
            requests.put(outcome, new AtomicReferenceArray<>(operations.count()));
        }
        registerGauges();
        registerUsualEvents();
        success = requestTimer(Outcome.SUCCESS, 0);
    }

    void bind(NodeNumbers node) {
        nodes.add(node);
    }

    /** True if this was the last node. */
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

    void ejected(Health.Finding finding) {
        ejections(finding.cause(), finding.foundBy()).increment();
    }

    void probed(CheckResult finding, long nanos) {
        meters.timer(MeterDefinition.PROBES, TagValues.of(finding)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void removeAll() {
        meters.removeAll();
    }

    private void registerGauges() {
        meters.gauge(MeterDefinition.REQUESTS_ACTIVE, () -> sum(NodeNumbers::inFlight));
        meters.timeGauge(MeterDefinition.REQUESTS_OLDEST_AGE, () -> max(NodeNumbers::oldestOutstandingNanos));
        meters.gauge(MeterDefinition.CONNECTIONS, () -> sum(NodeMeters::activeLeases), "active");
        meters.gauge(MeterDefinition.CONNECTIONS, () -> sum(node -> node.leases() - activeLeases(node)), "idle");
        for (NodeState state : NodeState.values()) {
            meters.gauge(
                    MeterDefinition.NODE_STATE, () -> sum(node -> node.state() == state ? 1 : 0), TagValues.of(state));
        }
        meters.timeGauge(MeterDefinition.NODE_LATENCY, this::latency);
        meters.gauge(
                MeterDefinition.NODE_WEIGHT,
                () -> values(NodeNumbers::weight).min().orElse(0));
    }

    /** Registers the usual events at zero, so that monitoring sees the first one as an increase. */
    private void registerUsualEvents() {
        meters.counter(MeterDefinition.FAILOVERS, Outcome.CONNECT_ERROR.tag());
        meters.counter(MeterDefinition.FAILOVERS, Outcome.THROTTLED.tag());
        ejections(Outcome.CONNECT_ERROR.tag(), Health.FoundBy.REQUEST);
        ejections(Outcome.CONNECT_ERROR.tag(), Health.FoundBy.PROBE);
        ejections(Health.SILENT, Health.FoundBy.PROBE);
        ejections(Health.OUTLIER, Health.FoundBy.REQUEST);
        meters.timer(MeterDefinition.PROBES, TagValues.of(new CheckResult.Alive()));
    }

    private Counter ejections(String cause, Health.FoundBy foundBy) {
        return meters.counter(MeterDefinition.EJECTIONS, cause, TagValues.of(foundBy));
    }

    private Timer requestTimer(Outcome outcome, int operation) {
        return meters.timer(
                MeterDefinition.REQUESTS,
                operations.tags(operation),
                timer -> timer.publishPercentileHistogram(timerForm.histogram())
                        .serviceLevelObjectives(timerForm.slos().toArray(new Duration[0]))
                        .minimumExpectedValue(HISTOGRAM_MIN)
                        .maximumExpectedValue(HISTOGRAM_MAX),
                outcome.tag());
    }

    private double sum(ToDoubleFunction<NodeNumbers> number) {
        return values(number).sum();
    }

    /** NaN if there is none: how fast a node was before it went DOWN says nothing about now. */
    private double latency() {
        return nodes.stream()
                .filter(node -> node.state() != NodeState.DOWN)
                .mapToDouble(NodeNumbers::latencyNanos)
                .max()
                .orElse(Double.NaN);
    }

    private double max(ToDoubleFunction<NodeNumbers> number) {
        return values(number).max().orElse(0);
    }

    private DoubleStream values(ToDoubleFunction<NodeNumbers> number) {
        return nodes.stream().mapToDouble(number);
    }

    private static int activeLeases(NodeNumbers node) {
        return Math.min(node.leases(), node.inFlight());
    }
}
