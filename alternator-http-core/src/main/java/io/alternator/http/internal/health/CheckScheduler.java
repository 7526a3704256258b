package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Jitter;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides when one node is checked. A node that is DOWN or JOINING is checked repeatedly until a check succeeds or the node is
 * removed. While no other node is up, the delay between checks is at most the ejection time. While no request flows, it doubles. It also
 * does for a node that has never answered, if no other is up: requests go there too, and show sooner when it answers. The questions for
 * the list that such a node does not answer count as checks.
 *
 * <p>At most one check is in progress. Checks start, and their results are handled, on the scheduler's thread; the public
 * methods may be called from any thread.
 */
public final class CheckScheduler {
    /** Delays vary by ±20 %, so that clients that lost a node together do not return to it together. */
    private static final double JITTER = 0.2;

    /** A node that answered requests has so long to answer another, if a check of it was reset. */
    private static final Duration RESPONSE_TIME = Duration.ofMillis(200);

    private final ClientLog log;
    private final Node node;
    private final NodeHealth health;
    private final HealthSettings settings;
    private final CheckRunner checks;
    private final ProbeBackoff backoff;
    private final LongSupplier answeredAt;
    private final BooleanSupplier active;
    private final Scheduler scheduler;
    private final Jitter jitter;

    private final InstantSource wallClock;

    private volatile boolean stopped;
    private volatile Optional<Instant> nextAt = Optional.empty(); // written on the scheduler's thread only
    private Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING; // the scheduler's thread only

    /**
     * Does nothing until the first call of {@link #reschedule}.
     *
     * @param check starts one check of the node
     * @param answeredAt when the node last answered a request, in ticker nanoseconds
     * @param active true while requests flow
     */
    public CheckScheduler(
            Node node,
            NodeHealth health,
            HealthSettings settings,
            Supplier<CompletableFuture<CheckResult>> check,
            Scheduler scheduler,
            Ticker ticker,
            InstantSource wallClock,
            RandomGenerator random,
            LongSupplier answeredAt,
            BooleanSupplier active,
            ClientIdentity client) {
        this.log = client.log(CheckScheduler.class);
        this.node = node;
        this.health = health;
        this.settings = settings;
        this.checks = new CheckRunner(check, scheduler, ticker);
        this.backoff = new ProbeBackoff(settings);
        this.scheduler = scheduler;
        this.wallClock = wallClock;
        this.jitter = new Jitter(random, JITTER);
        this.answeredAt = answeredAt;
        this.active = active;
    }

    /** The time of day of the next check; empty if none is due, or one is in progress. */
    public Optional<Instant> nextAt() {
        return nextAt;
    }

    /** Ends the checks: the node is closed. */
    public void stop() {
        stopped = true;
        scheduler.execute(this::cancelNext);
    }

    /** Schedules the next check anew, because this node's state or another's has changed. */
    public void reschedule() {
        scheduler.execute(this::scheduleNext);
    }

    /** Checks a node that is DOWN or JOINING now instead of after its delay; at most once per 200 ms. */
    public void checkSoon() {
        checks.request(this::checkUnlessUp);
    }

    /**
     * Checks a node that is UP after a request to it was sent and failed, or was answered as another server might; at most once per
     * 200 ms, and after the check in progress. The cause may be a stale connection; if the check fails too, the node is ejected, unless
     * the check is only slow, or reset, and the node answers requests.
     */
    public void checkSuspect() {
        checks.requestAnother(() -> {
            if (!stopped && health.state() == NodeState.UP) {
                checks.start(this::suspectChecked);
            }
        });
    }

    /**
     * The node could not be asked for the list. For a seed that has never answered, while no other node is UP, that counts as a check:
     * checks and questions become rare together, also while requests flow. On the scheduler's thread.
     */
    public void notAnswered(Outcome outcome) {
        health.requestEnded(outcome);
        Health now = health.now();
        if (now.needsProbe() && hasNeverAnswered() && outcome.verdict() != Outcome.Verdict.NOTHING) {
            health.probeFailed(new CheckResult.Dead(outcome));
            scheduleNext();
        }
    }

    /** There may be no server at all. A listed node is known to the node that lists it. */
    private boolean hasNeverAnswered() {
        return health.isUnansweredSeed() && !health.canBeEjected();
    }

    private void scheduleNext() {
        Health now = health.now();
        if (!active.getAsBoolean() || hasNeverAnswered()) {
            scheduleNext(backoff.delayWhileIdle(now));
        } else {
            scheduleNext(health.canBeEjected() ? backoff.delay(now) : backoff.delayOfOnlyNode(now));
        }
    }

    private void cancelNext() {
        next.cancel();
        nextAt = Optional.empty();
    }

    private void scheduleNext(Duration delay) {
        cancelNext();
        if (!stopped && !checks.isChecking() && health.now().needsProbe()) {
            Duration jittered = jitter.apply(delay);
            log.debug("{}: next probe in {} ms", node, jittered.toMillis());
            nextAt = Optional.of(wallClock.instant().plus(jittered).truncatedTo(ChronoUnit.MILLIS));
            next = scheduler.schedule(this::checkUnlessUp, jittered);
        }
    }

    private void checkUnlessUp() {
        cancelNext();
        if (!checks.isChecking() && health.now().needsProbe()) {
            checks.start(this::checked);
        }
    }

    private void suspectChecked(CheckResult result) {
        try {
            if (result instanceof CheckResult.Dead dead) {
                ejectSuspect(dead);
            } else if (result instanceof CheckResult.Alive) {
                health.probeSucceeded();
            }
        } finally {
            scheduleNext(); // the state may have changed during the check
        }
    }

    private void ejectSuspect(CheckResult.Dead dead) {
        Health.Finding finding = Health.Finding.of(dead, "request failed, then probe: ");
        long start = checks.startedAt();
        if (dead.isTimeout()) {
            ejectUnlessAnsweredSince(start, () -> health.ejectAsSlow(finding));
        } else if (dead.isReset() && hasAnsweredSince(start - RESPONSE_TIME.toNanos())) {
            scheduler.schedule(() -> ejectUnlessAnsweredSince(start, () -> health.eject(finding)), RESPONSE_TIME);
        } else {
            health.eject(finding);
        }
    }

    /**
     * A node that answers requests is busy if a check is slow, and has all connections that it permits if a check is reset. If another
     * check has started meanwhile, its result decides.
     */
    private void ejectUnlessAnsweredSince(long start, Runnable ejection) {
        if (!stopped && checks.startedAt() == start && !hasAnsweredSince(start)) {
            ejection.run();
        }
    }

    private boolean hasAnsweredSince(long nanos) {
        return answeredAt.getAsLong() - nanos > 0;
    }

    private void checked(CheckResult result) {
        if (result instanceof CheckResult.Unknown) {
            scheduleNext(settings.ejectionTime()); // no result: try again, but not at once
            return;
        }
        try {
            apply(result);
        } finally { // or a node would stay DOWN for ever
            scheduleNext();
        }
    }

    private void apply(CheckResult result) {
        if (result instanceof CheckResult.Dead dead) {
            health.probeFailed(dead);
        } else if (result instanceof CheckResult.Refused refused) {
            health.tryAgain(refused);
        } else {
            health.probeSucceeded();
        }
    }
}
