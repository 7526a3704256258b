package io.alternator.http.internal.routing;

import io.alternator.http.HealthSettings;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.SilentNodeException;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a silent node from a slow one. A node that owes answers and said nothing for the stall time is probed; if it does
 * not answer that either, it goes down and what waits for it is given up. A body that stops in its midst for as long as both
 * together is given up by itself: whoever began to answer has the answer. Nothing is given up while no other node could do
 * better. All of it on the scheduler's thread.
 */
final class StallDetector<T extends Transport> {
    private static final Logger log = LoggerFactory.getLogger(StallDetector.class);

    private final ClusterNode<T> member;
    private final ClusterNode.Others<T> others;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private final long stallNanos;
    private final long stuckNanos;

    private boolean probing;
    private long heardAt;
    private long lookedAt;
    private long oldestWait;

    StallDetector(
            ClusterNode<T> member,
            ClusterNode.Others<T> others,
            HealthSettings settings,
            Surroundings<T> surroundings) {
        this.member = member;
        this.others = others;
        this.scheduler = surroundings.scheduler();
        this.blocking = surroundings.blocking();
        this.ticker = surroundings.ticker();
        this.stallNanos = settings.stallTime().toNanos();
        this.stuckNanos = settings.stallTime().plus(settings.probeTimeout()).toNanos();
        this.heardAt = ticker.nanos();
        this.lookedAt = heardAt;
    }

    /** Draws the conclusions, after each attempt under way was looked at; some times in each stall time. */
    void look(long now) {
        begin(now);
        member.traffic().owes(now - oldestWait);
        heardAt = later(heardAt, member.traffic().answeredAt());
        oldestWait = member.traffic().oldestOwed(oldestWait, heardAt);
        if (!probing && now - later(oldestWait, heardAt) >= stallNanos) {
            probe(now);
        }
    }

    /** Looks at one attempt. */
    void look(Attempt<T> attempt, long now) {
        begin(now);
        if (attempt.madeProgress(now)) {
            heardAt = now;
        }
        if (!attempt.isWaiting() || attempt.isGivenUp()) {
            return;
        }
        long quietSince = attempt.quietSince();
        if (attempt.isInBody()
                && now - quietSince >= stuckNanos
                && member.health().isExpendable()) {
            giveUp(attempt, "stopped in the midst of a response for " + millis(now - quietSince));
        } else if (quietSince - oldestWait < 0) {
            oldestWait = quietSince;
        }
    }

    private void begin(long now) {
        if (lookedAt != now) {
            lookedAt = now;
            oldestWait = now;
        }
    }

    private void probe(long now) {
        probing = true;
        log.debug("{} owes an answer and said nothing for {}: probing", member, millis(now - heardAt));
        member.probe().thenAccept(finding -> scheduler.execute(() -> probed(now, finding)));
    }

    private void probed(long asked, HealthChecker.Finding finding) {
        probing = false;
        long now = ticker.nanos();
        if (finding instanceof HealthChecker.Alive) {
            heardAt = now;
        } else if (finding instanceof HealthChecker.Dead dead
                && member.traffic().answeredAt() - asked < 0
                && heardAt - asked < 0) {
            giveUp(dead, now);
        }
    }

    private void giveUp(HealthChecker.Dead dead, long now) {
        if (!member.health().isExpendable()) {
            log.debug("{} is silent, and the only node left", member);
            others.hurryProbes();
            return;
        }
        String how = "silent for " + millis(now - later(oldestWait, heardAt)) + ", probe: " + dead.why();
        member.health().ejected(Health.SILENT, how);
        member.traffic().forgetAskedInVain();
        member.forEachAttempt(attempt -> {
            if (attempt.isWaiting()) {
                giveUp(attempt, "was " + how);
            }
        });
    }

    private void giveUp(Attempt<T> attempt, String why) {
        attempt.giveUp(new SilentNodeException(member + " " + why), blocking);
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
