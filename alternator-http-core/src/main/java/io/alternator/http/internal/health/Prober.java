package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one node that is down or joining {@code GET /}, again and again with a pause in between, until it answers 200 or is
 * gone. One chain of probes at most; all of it on the scheduler's thread.
 */
public final class Prober {
    private static final Logger log = LoggerFactory.getLogger(Prober.class);

    /** A pause is up to 20 % shorter or longer, so that clients that lost a node together do not return together. */
    private static final double JITTER = 0.2;

    private static final int OK = 200;

    private final Node node;
    private final NodeHealth health;
    private final HealthSettings settings;
    private final ControlClient control;
    private final Scheduler scheduler;
    private final RandomGenerator random;

    private boolean probing;
    private Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING;

    public Prober(
            Node node,
            NodeHealth health,
            HealthSettings settings,
            ControlClient control,
            Scheduler scheduler,
            RandomGenerator random) {
        this.node = node;
        this.health = health;
        this.settings = settings;
        this.control = control;
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Begins, or begins anew after a change of state; from any thread. */
    public void wake() {
        scheduler.execute(this::plan);
    }

    private void plan() {
        next.cancel();
        if (!probing && health.now().awaitsProbe()) {
            Duration delay = jittered(health.now().probeDelay(settings));
            log.debug("{} gets a probe in {}", node, delay);
            next = scheduler.schedule(this::probe, delay);
        }
    }

    private void probe() {
        if (!health.now().awaitsProbe()) {
            return;
        }
        probing = true;
        control.get(node, "/", Map.of(), settings.probeTimeout())
                .whenComplete((reply, failure) -> scheduler.execute(() -> probed(reply, failure)));
    }

    private void probed(@Nullable ControlReply reply, @Nullable Throwable failure) {
        probing = false;
        if (reply != null && reply.status() == OK) {
            health.probeSucceeded();
        } else {
            String reason = reply != null ? "HTTP " + reply.status() : reason(failure);
            log.debug("{} failed a probe: {}", node, reason);
            health.probeFailed(reason);
        }
        plan();
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null ? "no reply" : Failures.classify(failure).tag();
    }

    private Duration jittered(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
