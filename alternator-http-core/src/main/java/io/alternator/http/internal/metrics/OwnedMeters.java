package io.alternator.http.internal.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which meters were registered, to remove them together. After that nothing is kept any more. */
final class OwnedMeters {
    private final MeterRegistry registry;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private volatile boolean removed;

    OwnedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    <M extends Meter> M own(M meter) {
        meters.add(meter);
        if (removed) {
            removeAll(); // it came while the others went
        }
        return meter;
    }

    void removeAll() {
        removed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }
}
