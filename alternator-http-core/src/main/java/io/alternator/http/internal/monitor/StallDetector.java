package io.alternator.http.internal.monitor;

import io.alternator.http.HealthSettings;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.NodeStats;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Tells a silent node from a slow one. A node that owes data and has sent nothing for the stall time is checked. If the check
 * fails too, the node is ejected and the reads that wait for it are cancelled, for the SDK to retry elsewhere; so are {@linkplain
 * StoppedBodies those that have stopped in their body}. Nothing is cancelled while no other node is UP and answers: then the network is
 * silent, or this machine's part of it. At most half of the nodes are ejected for slow probes: if more are silent, they are overloaded.
 *
 * <p>A node that owes nothing is checked likewise when the others of its scope are silent; see {@link HealthMonitor}.
 *
 * <p>A write is not cancelled unless the user wants it: the node may have received it and apply it when it resumes, after the
 * SDK's retry and over newer values.
 *
 * <p>One instance for each node, on the scheduler's thread.
 */
final class StallDetector {
    private final ClientLog log;
    private final ClusterNode node;
    private final PeerCheck peers;
    private final StoppedBodies stoppedBodies;
    private final InFlightTable<? extends InFlightRequest> inFlight;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private final long stallNanos;
    private final long pauseNanos; // between checks of a node that is not UP, on which a write may wait for long
    private final boolean retryWrites;

    private boolean checking;
    private long checkedAt;
    private long heardAt;
    private long lookedAt;
    private long oldestWait;

    StallDetector(
            ClusterNode node,
            PeerCheck peers,
            HealthSettings settings,
            boolean retryWrites,
            InFlightTable<? extends InFlightRequest> inFlight,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker) {
        this.log = node.owner().log(StallDetector.class);
        this.node = node;
        this.peers = peers;
        this.inFlight = inFlight;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.ticker = ticker;
        this.stallNanos = settings.stallTime().toNanos();
        this.pauseNanos = settings.ejectionTime().toNanos();
        this.retryWrites = retryWrites;
        this.heardAt = node.stats().answeredAt();
        this.lookedAt = heardAt;
        this.oldestWait = heardAt;
        this.checkedAt = heardAt - pauseNanos;
        this.stoppedBodies = new StoppedBodies(node, peers, settings, inFlight, this::cancel, scheduler, ticker);
    }

    /** Forgets for how long the node was silent, and the result of a check that is in progress: this process did not look. */
    void restartWait(long now) {
        heardAt = now;
    }

    /**
     * Leaves this time, the last before now, out of the node's silence: this process did not look. A check in progress goes on: its
     * timeout leaves such times out itself.
     */
    void leaveOut(long nanos, long now) {
        if (!checking) {
            heardAt = Waits.leaveOut(nanos, Waits.later(oldestWait, heardAt), now);
        }
    }

    /** Samples one request of the node; all are sampled before {@link #evaluate}. */
    void sample(InFlightRequest request, long now) {
        begin(now);
        if (request.sample(now)) {
            heardAt = now;
        }
        if (!request.isWaiting() || request.isCancelled()) {
            return;
        }
        long quietSince = request.quietSince();
        if (stoppedBodies.include(request, now) && node.health().canBeEjected()) {
            if (mayCancel(request)) {
                stoppedBodies.found();
            }
        } else if (quietSince - oldestWait < 0) {
            oldestWait = quietSince;
        }
    }

    /** Decides whether a node that owes data has to be checked, after its requests were sampled. */
    void evaluate(long now) {
        begin(now);
        stoppedBodies.evaluate(now);
        NodeStats stats = node.stats();
        stats.setOldestOutstanding(now - oldestWait);
        heardAt = Waits.later(heardAt, stats.answeredAt());
        oldestWait = stats.unanswered().oldestOwed(oldestWait, heardAt);
        if (!checking
                && now - Waits.later(oldestWait, heardAt) >= stallNanos
                && now - checkedAt >= (node.isUp() ? stallNanos : pauseNanos)) {
            check(now);
        }
    }

    /** True while the node is checked, or compared with others after a failed check. */
    boolean isChecking() {
        return checking;
    }

    /** Checks a node that may owe nothing, because the others of its scope are silent; not again within the stall time. */
    void checkIdle(long now) {
        begin(now);
        if (now - checkedAt >= stallNanos) {
            check(now);
        }
    }

    /** Ejects the node, checked or not: a sample of its scope is silent, and this node was not heard of either. */
    void ejectWithScope() {
        if (mayBeEjectedAsSlow()) {
            eject(new CheckResult.Dead(Outcome.TIMEOUT), "silent, as all that were probed of its scope");
        }
    }

    private void begin(long now) {
        if (lookedAt != now) {
            lookedAt = now;
            oldestWait = now;
            stoppedBodies.clear();
        }
    }

    private void check(long now) {
        setChecking(true);
        checkedAt = now;
        log.debug("{} has sent nothing for {}: checking it", node, millis(now - heardAt));
        node.check().thenAccept(result -> scheduler.execute(() -> checked(now, result)));
    }

    /** A node that is silent gets no requests of its own by key affinity until it is known whether it is alive. */
    private void setChecking(boolean check) {
        checking = check;
        node.stats().setSilent(check);
    }

    private void checked(long startedAt, CheckResult result) {
        setChecking(false);
        if (result.isAlive()) {
            heardAt = ticker.nanos();
        } else if (result instanceof CheckResult.Dead dead && isSilentSince(startedAt)) {
            if (dead.isTimeout() ? !mayBeEjectedAsSlow() : !node.health().canBeEjected()) {
                keep("too few other nodes would be UP");
                node.checkPeersSoon();
            } else if (dead.isTimeout()) {
                compare(startedAt, dead);
            } else {
                eject(dead, ticker.nanos());
            }
        }
    }

    private void compare(long startedAt, CheckResult.Dead dead) {
        CompletableFuture<Boolean> comparison = peers.anotherAnswers(node, startedAt);
        setChecking(true);
        comparison.thenAccept(answers -> scheduler.execute(() -> compared(startedAt, dead, answers)));
    }

    private void compared(long startedAt, CheckResult.Dead dead, boolean anotherAnswers) {
        setChecking(false);
        if (!anotherAnswers) {
            keep("no other node answers either");
        } else if (isSilentSince(startedAt) && mayBeEjectedAsSlow()) {
            eject(dead, ticker.nanos());
        }
    }

    /** True if the node has neither sent anything nor answered a check since then. */
    boolean isSilentSince(long time) {
        return node.stats().answeredAt() - time < 0 && heardAt - time < 0;
    }

    private void keep(String why) {
        log.debug("{} is silent, but {}", node, why);
        node.stats().unanswered().clear();
    }

    private void eject(CheckResult.Dead dead, long now) {
        eject(dead, "silent for " + millis(now - Waits.later(oldestWait, heardAt)) + ", probe: " + dead.reason());
    }

    private void eject(CheckResult.Dead dead, String reason) {
        if (dead.isTimeout()) {
            node.health().ejectAsSlow(new Health.Finding(Health.SILENT, Health.FoundBy.PROBE, reason));
        } else {
            node.health().eject(new Health.Finding(dead.outcome().tag(), Health.FoundBy.PROBE, reason));
        }
        node.stats().unanswered().clear();
        inFlight.forEach(request -> {
            if (request.node() == node && request.isWaiting()) {
                cancel(request, "was " + reason);
            }
        });
    }

    /** A node that is DOWN already needs no ejection for its requests to be cancelled. */
    private boolean mayBeEjectedAsSlow() {
        return node.isUp() ? node.health().canBeEjectedAsSlow() : node.health().canBeEjected();
    }

    private void cancel(InFlightRequest request, String reason) {
        if (mayCancel(request)) {
            request.cancel(new SilentNodeException(node + " " + reason), blocking);
        }
    }

    private boolean mayCancel(InFlightRequest request) {
        return !request.isCancelled() && (retryWrites || request.isRead());
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }
}
