package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which tags and buckets the requests timers have. All clients of a registry have the same tag keys, and all have buckets or none, as the
 * first one wants it, for as long as one of them has meters there. Prometheus registries need that of timers of one name: those of
 * Micrometer 1.15 drop timers with other tag keys, and if only some have buckets each scrape fails, also with 1.17 and for the
 * application's own meters. Which buckets is each client's own choice.
 *
 * <p>It holds for every registry: any may be part of a composite one, or pass its meters on to Prometheus.
 *
 * @param histogram true for buckets of percentiles
 * @param slos one bucket for each
 * @param operationTag true for the tag {@code operation}
 */
record RequestTimerForm(boolean histogram, List<Duration> slos, boolean operationTag) {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<MeterRegistry, Shared> FIRST = new HashMap<>();

    /** The form of a registry's first client, and the clients that have meters there. */
    private record Shared(RequestTimerForm form, Set<Object> holders) {}

    static RequestTimerForm of(MetricsSettings settings) {
        return new RequestTimerForm(settings.requestHistogram(), settings.requestSlos(), settings.operationTag());
    }

    /** The form for a holder that wants this one. It has meters in the registry until it is released. */
    RequestTimerForm in(MeterRegistry registry, Object holder) {
        LOCK.lock();
        try {
            Shared shared = FIRST.computeIfAbsent(registry, added -> new Shared(this, new HashSet<>()));
            shared.holders.add(holder);
            return adaptedTo(shared.form);
        } finally {
            LOCK.unlock();
        }
    }

    /** The holder has no meters in the registry any more. */
    static void release(MeterRegistry registry, Object holder) {
        LOCK.lock();
        try {
            Shared shared = FIRST.get(registry);
            if (shared != null && shared.holders.remove(holder) && shared.holders.isEmpty()) {
                FIRST.remove(registry);
            }
        } finally {
            LOCK.unlock();
        }
    }

    private RequestTimerForm adaptedTo(RequestTimerForm first) {
        RequestTimerForm buckets = hasBuckets() == first.hasBuckets() ? this : first;
        return new RequestTimerForm(buckets.histogram, buckets.slos, first.operationTag);
    }

    private boolean hasBuckets() {
        return histogram || !slos.isEmpty();
    }

    /** As a configuration has it. */
    @Override
    public String toString() {
        return "requestHistogram=" + histogram + ", requestSlos=" + slos + ", operationTag=" + operationTag;
    }
}
