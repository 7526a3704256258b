package io.alternator.http.contract;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;

/** What is left of a closed client's meters. */
public final class Meters {
    private Meters() {}

    /** Waits until no meter is left in a registry that is read, as one that publishes is. */
    public static void awaitNone(MeterRegistry registry) {
        Await.until("no meter is left", () -> {
            registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
            return registry.getMeters().isEmpty();
        });
    }
}
