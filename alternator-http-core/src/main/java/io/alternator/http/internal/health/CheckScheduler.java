package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one node that is down or joining for a sign of life, again and again with a pause in between, until there is one or
 * the node is gone. While no node is up nobody is left alone for long. One chain of probes at most; all of it on the scheduler's thread.
 */
public final class CheckScheduler {
    private static final Logger log = LoggerFactory.getLogger(CheckScheduler.class);

    /** A pause is up to 20 % shorter or longer, so that clients that lost a node together do not return together. */
    private static final double JITTER = 0.2;

    private static final Duration AT_LEAST_APART = Duration.ofMillis(200);

    private final Node node;
    private final NodeHealth health;
    private final HealthSettings settings;
    private final Supplier<CompletableFuture<HealthChecker.Finding>> pulse;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final RandomGenerator random;

    private final AtomicBoolean hurried = new AtomicBoolean();
    private volatile boolean probing;

    // Below: the scheduler's thread only.
    private long lastProbe;
    private Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING;

    /**
     * Waits to be woken.
     *
     * @param pulse feels the node's pulse once
     */
    public CheckScheduler(
            Node node,
            NodeHealth health,
            HealthSettings settings,
            Supplier<CompletableFuture<HealthChecker.Finding>> pulse,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random) {
        this.node = node;
        this.health = health;
        this.settings = settings;
        this.pulse = pulse;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.random = random;
        this.lastProbe = ticker.nanos() - AT_LEAST_APART.toNanos();
    }

    /** Begins, or begins anew after a change of state; from any thread. */
    public void wake() {
        scheduler.execute(this::plan);
    }

    /** Asks soon, if an answer is awaited: there is new hope, or nobody else left. From any thread. */
    public void hurry() {
        soon(() -> {
            next.cancel();
            probe();
        });
    }

    /**
     * Asks a node that is up and broke off an exchange: one stale connection is no dead node, but a refused one after it is.
     * From any thread.
     */
    public void suspect() {
        soon(() -> {
            if (health.state() == NodeState.UP) {
                feel(this::suspectProbed);
            }
        });
    }

    private void soon(Runnable probe) {
        if (!probing && hurried.compareAndSet(false, true)) { // one task for a thousand failing requests
            scheduler.execute(() -> {
                hurried.set(false);
                if (!probing && ticker.nanos() - lastProbe >= AT_LEAST_APART.toNanos()) {
                    probe.run();
                }
            });
        }
    }

    private void plan() {
        Duration delay = health.now().probeDelay(settings);
        boolean patient = health.isExpendable() || delay.compareTo(settings.ejectionTime()) <= 0;
        plan(patient ? delay : settings.ejectionTime());
    }

    private void plan(Duration delay) {
        next.cancel();
        if (!probing && health.now().awaitsProbe()) {
            Duration jittered = jittered(delay);
            log.debug("{} gets a probe in {}", node, jittered);
            next = scheduler.schedule(this::probe, jittered);
        }
    }

    private void probe() {
        if (probing || !health.now().awaitsProbe()) {
            return;
        }
        feel(this::probed);
    }

    private void feel(Consumer<HealthChecker.Finding> probed) {
        probing = true;
        lastProbe = ticker.nanos();
        pulse.get()
                .thenAccept(finding -> scheduler.execute(() -> {
                    probing = false;
                    probed.accept(finding);
                }));
    }

    private void suspectProbed(HealthChecker.Finding finding) {
        if (finding instanceof HealthChecker.Dead dead) {
            health.ejected(Health.PROBE, "broke off, then probe: " + dead.why());
        }
        plan(); // it may have gone down meanwhile
    }

    private void probed(HealthChecker.Finding finding) {
        if (finding instanceof HealthChecker.Alive) {
            health.probeSucceeded();
        } else if (finding instanceof HealthChecker.Dead dead) {
            log.debug("{} failed a probe: {}", node, dead.why());
            health.probeFailed(dead.why());
        } else {
            plan(settings.ejectionTime()); // it learnt nothing: another time, but not at once
            return;
        }
        plan();
    }

    private Duration jittered(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
