package io.alternator.http.internal.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of all groups of this JVM, with the groups that hold each. With a {@code MeterFilter} that drops the {@code node} or
 * {@code client} tag, several groups get the same meter from the registry: it is removed with the last of them, or the totals of the
 * others would start again at zero, and a gauge shows the values of all. Guarded by a lock; not on the request path.
 */
final class SharedMeters {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Key, Holders> HOLDERS = new HashMap<>();

    private SharedMeters() {}

    /** Registries may have equal meters. */
    private record Key(MeterRegistry registry, Meter meter) {}

    /** The groups of one meter, with their values if it is a gauge. */
    private static final class Holders {
        private final Value value;
        private final Map<Object, DoubleSupplier> parts = new HashMap<>();

        private Holders(Value value) {
            this.value = value;
        }
    }

    /** What a gauge shows: the values of its holders, combined. */
    static final class Value {
        private final DoubleBinaryOperator combination;
        private volatile DoubleSupplier[] parts;

        /** The value of one group. */
        Value(DoubleSupplier part, DoubleBinaryOperator combination) {
            this.combination = combination;
            this.parts = new DoubleSupplier[] {part};
        }

        /** Computed when read. NaN if no group has a value. */
        double get() {
            double value = Double.NaN;
            for (DoubleSupplier supplier : parts) {
                double part = supplier.getAsDouble();
                if (Double.isNaN(value)) {
                    value = part;
                } else if (!Double.isNaN(part)) {
                    value = combination.applyAsDouble(value, part);
                }
            }
            return value;
        }
    }

    /** Registers a meter, for this holder too. A holder that has it already changes nothing. */
    static <M extends Meter> @Nullable M hold(
            MeterRegistry registry, Object holder, Value value, Supplier<@Nullable M> registration) {
        LOCK.lock();
        try {
            M meter = registration.get();
            if (meter != null) {
                Holders holders = HOLDERS.computeIfAbsent(new Key(registry, meter), added -> new Holders(value));
                DoubleSupplier own = value.parts[0];
                if (holders.parts.putIfAbsent(holder, own) == null) {
                    publish(holders);
                }
            }
            return meter;
        } finally {
            LOCK.unlock();
        }
    }

    /** The holder does without the meter, which is removed if it was the last. */
    static void release(MeterRegistry registry, Object holder, Meter meter, Consumer<Meter> removal) {
        LOCK.lock();
        try {
            Key key = new Key(registry, meter);
            Holders holders = HOLDERS.get(key);
            if (holders == null || holders.parts.remove(holder) == null) {
                return;
            }
            publish(holders);
            if (holders.parts.isEmpty()) {
                HOLDERS.remove(key);
                removal.accept(meter);
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Runs a task that registers or removes meters. Returns false if another thread does so now. */
    static boolean tryLocked(Runnable task) {
        if (!LOCK.tryLock()) {
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            LOCK.unlock();
        }
    }

    private static void publish(Holders holders) {
        holders.value.parts = holders.parts.values().toArray(DoubleSupplier[]::new);
    }
}
