package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outliers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after the members while requests flow, ten times in each stall time: who fell silent, who answers errors that the
 * others do not, which clients are out of use, and what each node weighs. Sleeps while no request flows. All of it on the
 * scheduler's thread, except {@link #requestSeen}.
 */
final class HealthMonitor<T extends Transport> {
    private static final int LOOKS_A_STALL_TIME = 10;
    private static final int LOOKS_BEFORE_SLEEP = 100;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NodeRegistry<T> membership;
    private final InFlightTable<Attempt<T>> attempts;
    private final Router<T> assigner;
    private final Surroundings<T> surroundings;
    private final Duration pause;
    private final AtomicBoolean awake = new AtomicBoolean();

    // Below: the scheduler's thread only.
    private int quietLooks;
    private long lastSecond;

    HealthMonitor(
            AlternatorConfig config,
            NodeRegistry<T> membership,
            InFlightTable<Attempt<T>> attempts,
            Router<T> assigner,
            Surroundings<T> surroundings) {
        this.membership = membership;
        this.attempts = attempts;
        this.assigner = assigner;
        this.surroundings = surroundings;
        this.pause = config.health().stallTime().dividedBy(LOOKS_A_STALL_TIME);
    }

    /** A request has its member. On the request path: one volatile read, and little more after a pause. */
    void requestSeen() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            surroundings.scheduler().execute(this::begin);
        }
    }

    private void begin() {
        quietLooks = 0;
        lastSecond = surroundings.ticker().nanos();
        membership.all().forEach(member -> member.traffic().errors().restart());
        lookAgain();
    }

    private void lookAgain() {
        surroundings.scheduler().schedule(this::look, pause);
    }

    private void look() {
        long now = surroundings.ticker().nanos();
        List<ClusterNode<T>> members = membership.all().toList();
        attempts.forEach(attempt -> attempt.member().look(attempt, now));
        members.forEach(member -> member.look(now));
        assigner.weigh(now);
        if (now - lastSecond >= SECOND_NANOS) {
            lastSecond = now;
            eachSecond(members);
        }
        quietLooks = isBusy(members) ? 0 : quietLooks + 1;
        if (quietLooks < LOOKS_BEFORE_SLEEP) {
            lookAgain();
            return;
        }
        awake.set(false);
        if (isBusy(members)) { // a request came and found the watch awake
            requestSeen();
        }
    }

    private void eachSecond(List<ClusterNode<T>> members) {
        Map<ClusterNode<T>, Outliers.Errors> up = new LinkedHashMap<>();
        for (ClusterNode<T> member : members) {
            if (member.isUp()) {
                up.put(member, member.traffic().errors().latest());
            }
        }
        Outliers outliers = new Outliers(List.copyOf(up.values()));
        up.forEach((member, errors) -> {
            if (outliers.isOutlier(errors)) {
                member.health()
                        .ejected(
                                Health.OUTLIER,
                                String.format(
                                        Locale.ROOT,
                                        "5xx: %d of %d, unlike its peers",
                                        errors.errors(),
                                        errors.requests()));
            }
        });
        members.forEach(ClusterNode::secondPassed);
    }

    private static boolean isBusy(List<? extends ClusterNode<?>> members) {
        return members.stream().anyMatch(ClusterNode::isBusy);
    }
}
