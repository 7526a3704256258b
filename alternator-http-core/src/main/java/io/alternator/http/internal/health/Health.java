package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import java.time.Duration;

/**
 * A node's health at one moment, and what becomes of it: every method that returns a health is a pure transition, and
 * returns the same instance where nothing changes.
 *
 * <p>What is certain (nobody can connect) takes a node down at once; what is only likely (failures in a row, silence, errors
 * that its peers do not have) does so only if the node is expendable, that is if another one is up: a suspect beats none.
 *
 * @param failures mid-flight failures in a row
 * @param ejections how often it went down lately; one is forgotten for every ten ejection times spent up
 * @param failedProbes in a row, since it went down
 * @param slowStart true if it came by a probe, and so gets its share little by little
 * @param since ticker nanoseconds at which the state was entered
 * @param cause of the last change of state, in a word of which there are few
 * @param why the same in words for people
 */
public record Health(
        NodeState state,
        int failures,
        int ejections,
        int failedProbes,
        boolean slowStart,
        long since,
        String cause,
        String why) {
    /** The cause of ejections of nodes that owe answers and say nothing. */
    public static final String SILENT = "silent";

    /** The cause of ejections of nodes that answer errors which their peers do not have. */
    public static final String OUTLIER = "outlier";

    /** The cause of ejections of nodes that did not answer a probe: their first, or one after they broke off an exchange. */
    public static final String PROBE = "probe";

    private static final String LISTED = "listed";
    private static final double FIRST_SHARE = 0.1;
    private static final int FORGIVEN_AFTER_EJECTION_TIMES = 10;
    private static final double PROBE_BACKOFF = 1.5;
    private static final double MAX_PROBE_BACKOFF = 2;
    private static final int MAX_DOUBLINGS = 30;

    /** A node of the first list: there is nobody else to ask, so it is trusted. */
    public static Health up(long now) {
        return new Health(NodeState.UP, 0, 0, 0, false, now, LISTED, LISTED);
    }

    /** A node that joins a cluster at work. */
    public static Health joining(long now) {
        return new Health(NodeState.JOINING, 0, 0, 0, false, now, LISTED, LISTED);
    }

    /** After an exchange. Only a node that is up changes: one that is down returns by a probe, never by a late reply. */
    public Health after(Outcome outcome, boolean expendable, HealthSettings settings, long now) {
        if (state != NodeState.UP) {
            return this;
        }
        return switch (outcome.verdict()) {
            case ALIVE, FAILING -> failures == 0 ? this : withFailures(0);
            case SUSPECT ->
                failures + 1 < settings.consecutiveFailures() || !expendable
                        ? withFailures(failures + 1)
                        : down(outcome.tag(), (failures + 1) + " failures in a row, " + outcome.tag(), settings, now);
            case DEAD -> down(outcome.tag(), outcome.tag(), settings, now);
            case NOTHING -> this;
        };
    }

    /** Found out: an outlier by comparison, or silent. */
    public Health ejected(String cause, String why, boolean expendable, HealthSettings settings, long now) {
        return state == NodeState.UP && expendable ? down(cause, why, settings, now) : this;
    }

    /** After a probe that answered. */
    public Health probeSucceeded(long now) {
        return awaitsProbe() ? new Health(NodeState.UP, 0, ejections, 0, true, now, PROBE, "probe answered") : this;
    }

    /** After a probe that did not. */
    public Health probeFailed(String reason, HealthSettings settings, long now) {
        return switch (state) {
            case JOINING -> down(PROBE, "first probe: " + reason, settings, now);
            case DOWN -> new Health(state, failures, ejections, failedProbes + 1, slowStart, since, cause, why);
            case UP, DRAINING -> this;
        };
    }

    /** The cluster lists it no more. */
    public Health delisted(long now) {
        return state == NodeState.DRAINING
                ? this
                : new Health(NodeState.DRAINING, 0, ejections, 0, false, now, LISTED, "no longer listed");
    }

    /** The cluster lists it again before it was forgotten. */
    public Health relisted(long now) {
        return state == NodeState.DRAINING
                ? new Health(NodeState.JOINING, 0, ejections, 0, false, now, LISTED, "listed again")
                : this;
    }

    /** True while nothing but a probe may be sent. */
    public boolean awaitsProbe() {
        return state == NodeState.DOWN || state == NodeState.JOINING;
    }

    /** True while it is down because of one such outcome. */
    public boolean isDownBy(Outcome outcome) {
        return state == NodeState.DOWN && cause.equals(outcome.tag());
    }

    /** Which part of its fair share it gets: from 0.1, rising to 1. */
    public double share(HealthSettings settings, long now) {
        if (!slowStart) {
            return 1;
        }
        double passed = (double) (now - since) / settings.slowStart().toNanos();
        return passed >= 1 ? 1 : Math.max(FIRST_SHARE, passed);
    }

    /**
     * How long to wait before the next probe, without jitter: nothing for a node that joins; for one that is down, its
     * ejection time, doubled for each recent ejection and growing up to twice that while probes fail. The second growth is
     * kept small so that a return is noticed within seconds, however long the node was away.
     */
    public Duration probeDelay(HealthSettings settings) {
        if (state != NodeState.DOWN) {
            return Duration.ZERO;
        }
        double ejectionTimes = Math.scalb(1.0, Math.min(ejections - 1, MAX_DOUBLINGS))
                * Math.min(StrictMath.pow(PROBE_BACKOFF, failedProbes), MAX_PROBE_BACKOFF);
        double nanos = (double) settings.ejectionTime().toNanos() * ejectionTimes;
        return Duration.ofNanos(
                (long) Math.min(nanos, (double) settings.maxEjectionTime().toNanos()));
    }

    private Health withFailures(int inARow) {
        return new Health(state, inARow, ejections, failedProbes, slowStart, since, cause, why);
    }

    private Health down(String cause, String why, HealthSettings settings, long now) {
        long forgiven = (now - since) / (settings.ejectionTime().toNanos() * FORGIVEN_AFTER_EJECTION_TIMES);
        int remembered = (int) Math.max(0, ejections - (state == NodeState.UP ? forgiven : 0));
        return new Health(NodeState.DOWN, 0, remembered + 1, 0, false, now, cause, why);
    }
}
