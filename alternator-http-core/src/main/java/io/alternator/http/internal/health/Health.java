package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;

/**
 * A node's health at one moment, and its transitions. Immutable: every method that returns a health is a pure transition, and
 * returns the same instance if nothing changes.
 *
 * <p>A failure that is certain (the node cannot be reached) ejects a node at once. Suspicion (failures in a row, silence, errors that
 * peers do not have) ejects it only if another node is up ({@code canBeEjected}): the last UP node is not ejected on suspicion. For
 * slowness, at most half of the nodes are ejected, as the others would get their load and be slow too.
 *
 * @param failures consecutive requests that were sent and failed
 * @param ejections recent ejections; one is forgotten for every ten ejection times spent UP
 * @param failedProbes consecutive failed probes since the ejection
 * @param slowStart true if a probe brought the node UP, so that its share rises slowly
 * @param since ticker nanoseconds at which the state was entered
 * @param cause of the last change of state: one of a few fixed words, used as a meter tag
 * @param reason for the last change of state, for people
 */
public record Health(
        NodeState state,
        int failures,
        int ejections,
        int failedProbes,
        boolean slowStart,
        long since,
        String cause,
        String reason) {
    /** The cause of an ejection: the node owed responses, sent nothing and did not answer a probe in time. */
    public static final String SILENT = "silent";

    /** The cause of an ejection: the node returned errors that its peers did not. */
    public static final String OUTLIER = "outlier";

    /** The cause of an ejection: the node failed its first probe, or one after a failed request. */
    public static final String PROBE = "probe";

    private static final String LISTED = "listed";
    private static final double INITIAL_SHARE = 0.1;
    private static final int FORGET_EJECTION_AFTER_EJECTION_TIMES = 10;

    /** A node of the first list. It is UP without a probe, because there is no other node to use meanwhile. */
    public static Health up(long now) {
        return new Health(NodeState.UP, 0, 0, 0, false, now, LISTED, LISTED);
    }

    /** A node that was added to a cluster in use. */
    public static Health joining(long now) {
        return new Health(NodeState.JOINING, 0, 0, 0, false, now, LISTED, LISTED);
    }

    /** After a request. Changes only a node that is UP: a node that is DOWN returns after a probe, not by a late response. */
    public Health requestEnded(Outcome outcome, boolean canBeEjected, HealthSettings settings, long now) {
        if (state != NodeState.UP) {
            return this;
        }
        return switch (outcome.verdict()) {
            case ALIVE, FAILING -> failures == 0 ? this : withFailures(0);
            case SUSPECT ->
                failures + 1 < settings.consecutiveFailures() || !canBeEjected
                        ? withFailures(failures + 1)
                        : down(outcome.tag(), (failures + 1) + " failures in a row, " + outcome.tag(), settings, now);
            case DEAD -> down(outcome.tag(), outcome.tag(), settings, now);
            case NOTHING -> this;
        };
    }

    /** Ejects a node on suspicion. */
    public Health eject(String cause, String reason, boolean canBeEjected, HealthSettings settings, long now) {
        return state == NodeState.UP && canBeEjected ? down(cause, reason, settings, now) : this;
    }

    /** A node of the first list was reached, which is evidence for all of its nodes: no probe and no slow start is needed. */
    public Health trusted(long now) {
        return switch (state) {
            case JOINING ->
                new Health(NodeState.UP, 0, ejections, 0, false, now, LISTED, "listed with a node that answers");
            case UP -> new Health(state, failures, ejections, failedProbes, false, since, cause, reason);
            case DOWN, DRAINING -> this;
        };
    }

    public Health probeSucceeded(long now) {
        return needsProbe() ? new Health(NodeState.UP, 0, ejections, 0, true, now, PROBE, "probe answered") : this;
    }

    public Health probeFailed(String reason, HealthSettings settings, long now) {
        return switch (state) {
            case JOINING -> down(PROBE, "first probe: " + reason, settings, now);
            case DOWN -> new Health(state, failures, ejections, failedProbes + 1, slowStart, since, cause, this.reason);
            case UP, DRAINING -> this;
        };
    }

    /** The cluster no longer lists the node. */
    public Health removedFromList(long now) {
        return state == NodeState.DRAINING
                ? this
                : new Health(NodeState.DRAINING, 0, ejections, 0, false, now, LISTED, "no longer listed");
    }

    /** The cluster lists the node, perhaps again while it was draining. */
    public Health addedToList(long now) {
        return state == NodeState.DRAINING
                ? new Health(NodeState.JOINING, 0, ejections, 0, false, now, LISTED, "listed again")
                : this;
    }

    /** True if the node must pass a probe before it gets requests. */
    public boolean needsProbe() {
        return state == NodeState.DOWN || state == NodeState.JOINING;
    }

    /** True if the node is DOWN and was ejected because of this outcome. */
    public boolean isDownBecauseOf(Outcome outcome) {
        return state == NodeState.DOWN && cause.equals(outcome.tag());
    }

    /** True if the node is DOWN because it did not respond in time: it may have failed, or be overloaded. */
    public boolean isDownAsSlow() {
        return state == NodeState.DOWN && (cause.equals(SILENT) || cause.equals(Outcome.TIMEOUT.tag()));
    }

    /** The fraction of its fair share that the node gets: 1, or during slow start from 0.1 rising linearly to 1. */
    public double slowStartShare(HealthSettings settings, long now) {
        if (!slowStart) {
            return 1;
        }
        double progress = (double) (now - since) / settings.slowStart().toNanos();
        return progress >= 1 ? 1 : Math.max(INITIAL_SHARE, progress);
    }

    private Health withFailures(int count) {
        return new Health(state, count, ejections, failedProbes, slowStart, since, cause, reason);
    }

    private Health down(String cause, String reason, HealthSettings settings, long now) {
        long forgotten = (now - since) / (settings.ejectionTime().toNanos() * FORGET_EJECTION_AFTER_EJECTION_TIMES);
        int remembered = (int) Math.max(0, ejections - (state == NodeState.UP ? forgotten : 0));
        return new Health(NodeState.DOWN, 0, remembered + 1, 0, false, now, cause, reason);
    }
}
