package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import java.time.Duration;

/** The delay before the next probe of a node, without jitter. */
record ProbeBackoff(HealthSettings settings) {
    private static final double FACTOR = 1.5;
    private static final double MAX_FACTOR = 2;
    private static final int MAX_DOUBLINGS = 30;

    /**
     * Zero for a JOINING node. For a DOWN node, it is the product of
     *
     * <ul>
     *   <li>the ejection time,
     *   <li>2 for each recent ejection before this one, unless its connections are refused, and
     *   <li>1.5 for each failed probe since, at most 2 in total: a return is noticed within seconds, however long the outage.
     * </ul>
     *
     * <p>but at most the maximum ejection time.
     *
     * <p>Doubling keeps requests off a node that answers probes and then fails requests again, which cost their callers a timeout each. A
     * node that refuses connections costs no caller anything, and answers probes only when it is there again.
     */
    Duration delay(Health health) {
        if (health.state() != NodeState.DOWN) {
            return Duration.ZERO;
        }
        int doublings =
                health.isDownBecauseOf(Outcome.CONNECT_ERROR) ? 0 : Math.min(health.ejections() - 1, MAX_DOUBLINGS);
        double ejectionTimes =
                Math.scalb(1.0, doublings) * Math.min(StrictMath.pow(FACTOR, health.failedProbes()), MAX_FACTOR);
        double nanos = (double) settings.ejectionTime().toNanos() * ejectionTimes;
        return Duration.ofNanos(
                (long) Math.min(nanos, (double) settings.maxEjectionTime().toNanos()));
    }

    /** For a time without requests: doubles with each failed probe, from the ejection time to the maximum ejection time. */
    Duration delayWhileIdle(Health health) {
        if (health.state() != NodeState.DOWN) {
            return Duration.ZERO;
        }
        double nanos =
                Math.scalb((double) settings.ejectionTime().toNanos(), Math.min(health.failedProbes(), MAX_DOUBLINGS));
        return Duration.ofNanos(
                (long) Math.min(nanos, (double) settings.maxEjectionTime().toNanos()));
    }

    /** {@link #delay}, but at most the ejection time: for a time without any other node. */
    Duration delayOfOnlyNode(Health health) {
        Duration delay = delay(health);
        return delay.compareTo(settings.ejectionTime()) <= 0 ? delay : settings.ejectionTime();
    }
}
