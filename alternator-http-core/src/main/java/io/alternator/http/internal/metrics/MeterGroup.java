package io.alternator.http.internal.metrics;

import io.alternator.http.internal.metrics.MeterDefinition.Tag;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters that are registered one by one and go together. Values of tags are given in the order of the definition's keys, without
 * those that the whole group has.
 */
final class MeterGroup {
    private static final Logger log = LoggerFactory.getLogger(MeterGroup.class);

    private final MeterRegistry registry;
    private final @Nullable MeterGroup whole;
    private final Tags common;
    private final AtomicBoolean complained;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private volatile boolean removed;

    private MeterGroup(MeterRegistry registry, @Nullable MeterGroup whole, Tags common, AtomicBoolean complained) {
        this.registry = registry;
        this.whole = whole;
        this.common = common;
        this.complained = complained;
    }

    static MeterGroup ofClient(MeterRegistry registry, String client) {
        return new MeterGroup(registry, null, Tags.of(Tag.CLIENT, client), new AtomicBoolean());
    }

    /** A group of its own for one node. If this one is removed, nothing is kept in it any more either. */
    MeterGroup ofNode(String node) {
        return new MeterGroup(registry, this, common.and(Tag.NODE, node), complained);
    }

    Timer timer(MeterDefinition meter, String... values) {
        return timer(meter, Tags.empty(), builder -> builder, values);
    }

    Timer timer(MeterDefinition meter, Tags more, UnaryOperator<Timer.Builder> settings, String... values) {
        Tags tags = tags(meter, values).and(more);
        Timer timer = registered(() -> settings.apply(Timer.builder(meter.meterName())
                        .description(meter.description())
                        .tags(tags))
                .register(registry));
        return timer != null ? timer : new NoopTimer(id(meter, tags, Meter.Type.TIMER));
    }

    Counter counter(MeterDefinition meter, String... values) {
        Tags tags = tags(meter, values);
        Counter counter = registered(() -> Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry));
        return counter != null ? counter : new NoopCounter(id(meter, tags, Meter.Type.COUNTER));
    }

    void gauge(MeterDefinition meter, Supplier<Number> value, String... values) {
        registered(() -> Gauge.builder(meter.meterName(), value)
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry));
    }

    void timeGauge(MeterDefinition meter, Supplier<Number> nanos, String... values) {
        registered(() -> TimeGauge.builder(meter.meterName(), nanos, TimeUnit.NANOSECONDS)
                .description(meter.description())
                .strongReference(true)
                .tags(tags(meter, values))
                .register(registry));
    }

    /** After that nothing is kept any more. */
    void removeAll() {
        removed = true;
        meters.forEach(meter -> forgiving(() -> registry.remove(meter)));
        meters.clear();
    }

    private boolean isRemoved() {
        return removed || (whole != null && whole.isRemoved());
    }

    private Tags tags(MeterDefinition meter, String... values) {
        Tags tags = common;
        int i = 0;
        for (String key : meter.tags()) {
            if (common.stream().noneMatch(tag -> tag.getKey().equals(key))) {
                tags = tags.and(key, values[i++]);
            }
        }
        return tags;
    }

    private static Meter.Id id(MeterDefinition meter, Tags tags, Meter.Type type) {
        return new Meter.Id(meter.meterName(), tags, null, meter.description(), type);
    }

    /** Registers and remembers; null if the registry refuses. */
    private <M extends Meter> @Nullable M registered(Supplier<M> registration) {
        M meter = forgiving(registration);
        if (meter != null) {
            meters.add(meter);
            if (isRemoved()) {
                removeAll(); // it came while the others went
            }
        }
        return meter;
    }

    /** A registry that fails (a meter of another type has the name, say) must not fail requests: says so once, and goes on. */
    private <R> @Nullable R forgiving(Supplier<@Nullable R> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                log.warn("meterRegistry: it refuses meters of {}; some will be missing, requests go on", common, e);
            }
            return null;
        }
    }
}
