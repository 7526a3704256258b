package io.alternator.http.internal.metrics;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.metrics.MeterDefinition.Tag;
import io.alternator.http.internal.metrics.SharedMeters.Value;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Meters that are registered one by one and removed together, a node's also with those of its client. Tag values are given in the order of the definition's keys,
 * leaving out the tags that the whole group shares.
 */
final class MeterGroup {

    private final ClientLog log;
    private final MeterRegistry registry;
    private final @Nullable MeterGroup parent;
    private final Tags shared;
    private final AtomicBoolean warned;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final Set<Meter> lasting = ConcurrentHashMap.newKeySet();
    private final Set<MeterGroup> nodes = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean removed;

    private MeterGroup(
            ClientLog log, MeterRegistry registry, @Nullable MeterGroup parent, Tags shared, AtomicBoolean warned) {
        this.log = log;
        this.registry = registry;
        this.parent = parent;
        this.shared = shared;
        this.warned = warned;
    }

    static MeterGroup ofClient(MeterRegistry registry, ClientIdentity client) {
        return new MeterGroup(
                client.log(MeterGroup.class), registry, null, Tags.of(Tag.CLIENT, client.name()), new AtomicBoolean());
    }

    /** A group for one node. Once this group is removed, the node's group keeps no meters either. */
    MeterGroup ofNode(String node) {
        MeterGroup group = new MeterGroup(log, registry, this, shared.and(Tag.NODE, node), warned);
        nodes.add(group);
        return group;
    }

    Timer timer(MeterDefinition meter, String... values) {
        return timer(meter, Tags.empty(), builder -> builder, values);
    }

    Timer timer(MeterDefinition meter, Tags extraTags, UnaryOperator<Timer.Builder> settings, String... values) {
        Tags tags = tags(meter, values).and(extraTags);
        Timer timer = register(
                noValue(),
                () -> settings.apply(Timer.builder(meter.meterName())
                                .description(meter.description())
                                .tags(tags))
                        .register(registry));
        return timer != null ? timer : new NoopTimer(id(meter, tags, Meter.Type.TIMER));
    }

    Counter counter(MeterDefinition meter, String... values) {
        Tags tags = tags(meter, values);
        Counter counter = register(
                noValue(),
                () -> Counter.builder(meter.meterName())
                        .description(meter.description())
                        .tags(tags)
                        .register(registry));
        return counter != null ? counter : new NoopCounter(id(meter, tags, Meter.Type.COUNTER));
    }

    void gauge(MeterDefinition meter, Supplier<Number> value, String... values) {
        registerGauge(meter, value, values);
    }

    /** A gauge that {@link #close} does not remove. */
    void lastingGauge(MeterDefinition meter, Supplier<Number> value, String... values) {
        Gauge gauge = registerGauge(meter, value, values);
        if (gauge != null) {
            lasting.add(gauge);
        }
    }

    private @Nullable Gauge registerGauge(MeterDefinition meter, Supplier<Number> value, String... values) {
        Value shown = new Value(() -> value.get().doubleValue(), Double::sum);
        return register(
                shown,
                () -> Gauge.builder(meter.meterName(), shown, Value::get)
                        .strongReference(true)
                        .description(meter.description())
                        .tags(tags(meter, values))
                        .register(registry));
    }

    void timeGauge(MeterDefinition meter, Supplier<Number> nanos, String... values) {
        Value shown = new Value(() -> nanos.get().doubleValue(), Double::max);
        register(
                shown,
                () -> TimeGauge.builder(meter.meterName(), shown, TimeUnit.NANOSECONDS, Value::get)
                        .description(meter.description())
                        .strongReference(true)
                        .tags(tags(meter, values))
                        .register(registry));
    }

    /** Removes the gauges: there is nothing left to show. Counters and timers stay. A gauge that is registered later is removed at once. */
    void close() {
        closed = true;
        nodes.forEach(MeterGroup::close);
        meters.stream().filter(this::endsWithClose).forEach(this::remove);
    }

    /** Removes all meters that no other group holds. A meter that is registered later is removed at once. */
    void removeAll() {
        removed = true;
        if (parent != null) {
            parent.nodes.remove(this);
        }
        nodes.forEach(MeterGroup::removeAll);
        meters.forEach(this::remove);
        lasting.clear();
        if (parent == null) {
            RequestTimerForm.release(registry, this);
        }
    }

    /** The form of the requests timers: the wanted one, as far as the registry's other clients permit it. */
    RequestTimerForm requestTimerForm(RequestTimerForm wanted) {
        RequestTimerForm form = wanted.in(registry, this);
        if (!form.equals(wanted)) {
            log.warn(
                    "meterRegistry: the requests timers have {} instead of {}, to go with those of the registry's first client"
                            + "; see troubleshooting.md#timers-of-another-form",
                    form,
                    wanted);
        }
        return form;
    }

    private void remove(Meter meter) {
        meters.remove(meter);
        SharedMeters.release(registry, this, meter, last -> ignoringFailure(() -> registry.remove(last)));
    }

    private boolean endsWithClose(Meter meter) {
        return meter instanceof Gauge && !lasting.contains(meter);
    }

    private boolean isClosed() {
        return closed || (parent != null && parent.isClosed());
    }

    private boolean isRemoved() {
        return removed || (parent != null && parent.isRemoved());
    }

    private Tags tags(MeterDefinition meter, String... values) {
        Tags tags = shared;
        int i = 0;
        for (String key : meter.tags()) {
            if (shared.stream().noneMatch(tag -> tag.getKey().equals(key))) {
                tags = tags.and(key, values[i++]);
            }
        }
        return tags;
    }

    private static Meter.Id id(MeterDefinition meter, Tags tags, Meter.Type type) {
        return new Meter.Id(meter.meterName(), tags, null, meter.description(), type);
    }

    private static Value noValue() {
        return new Value(() -> 0, Double::sum);
    }

    /** Returns null if the registry refuses the meter. */
    private <M extends Meter> @Nullable M register(Value value, Supplier<@Nullable M> registration) {
        M meter = SharedMeters.hold(registry, this, value, () -> ignoringFailure(registration));
        if (meter != null) {
            meters.add(meter);
            if (isRemoved() || (isClosed() && endsWithClose(meter))) {
                remove(meter); // a concurrent close or removeAll may have missed this one
            }
        }
        return meter;
    }

    /** A registry that throws, for example because the name belongs to a meter of another type, must not fail requests. Warns once. */
    private <R> @Nullable R ignoringFailure(Supplier<@Nullable R> action) {
        try {
            return action.get();
        } catch (RuntimeException | Error e) {
            if (warned.compareAndSet(false, true)) {
                log.warn(
                        "meterRegistry: it rejects meters of {}; some will be missing, requests are not affected"
                                + "; see troubleshooting.md#meters-rejected",
                        shared,
                        e);
            }
            return null;
        }
    }
}
