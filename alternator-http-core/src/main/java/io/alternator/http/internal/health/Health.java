package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import java.time.Instant;

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
 * @param downAsSlow true if the node is DOWN because it did not respond in time: it may have failed, or be overloaded
 * @param since ticker nanoseconds at which the state was entered
 * @param sinceTime the same as a time of day; the transitions, which know none, leave it to {@link NodeHealth}
 * @param finding why the state is as it is: the latest, which for a DOWN node may be another than the one that ejected it
 */
public record Health(
        NodeState state,
        int failures,
        int ejections,
        int failedProbes,
        boolean slowStart,
        boolean downAsSlow,
        long since,
        Instant sinceTime,
        Finding finding) {
    /** The cause of an ejection: the node owed responses, sent nothing and did not answer a probe in time. */
    public static final String SILENT = "silent";

    /** The cause of an ejection: the node returned errors that its peers did not. */
    public static final String OUTLIER = "outlier";

    private static final String TIMEOUT = Outcome.TIMEOUT.tag();
    private static final String LISTED = "listed";
    private static final String ANSWERED = "answered";
    private static final double INITIAL_SHARE = 0.1;
    private static final int FORGET_EJECTION_AFTER_EJECTION_TIMES = 10;

    /** Who found out. */
    public enum FoundBy {
        /** A request, or several. */
        REQUEST,
        /** A check of the client's own. */
        PROBE,
        /** The cluster's list, or the configuration; they eject no node. */
        LIST
    }

    /**
     * Why a node's state is as it is.
     *
     * @param cause what broke: one of a few fixed words, used as a meter tag
     * @param foundBy who found out, used as a meter tag
     * @param reason for people
     */
    public record Finding(String cause, FoundBy foundBy, String reason) {
        static Finding of(Outcome outcome) {
            return new Finding(outcome.tag(), FoundBy.REQUEST, outcome.tag());
        }

        /** A check failed; {@code before} begins the sentence. */
        static Finding of(CheckResult.Dead dead, String before) {
            return new Finding(dead.outcome().tag(), FoundBy.PROBE, before + dead.reason());
        }

        private static Finding listed(String reason) {
            return new Finding(LISTED, FoundBy.LIST, reason);
        }

        /** True if a later one has the same cause, so that this one says more. A probe of a silent node times out too. */
        private boolean covers(Finding later) {
            return later.cause.equals(cause) || (cause.equals(SILENT) && later.cause.equals(TIMEOUT));
        }
    }

    /** A seed, of which no list says anything yet. It is UP without a probe, because there is no other node to use meanwhile. */
    public static Health seed(long now) {
        return initial(NodeState.UP, now, "seed");
    }

    /** A node of the first list. It is UP without a probe, like a seed. */
    public static Health up(long now) {
        return initial(NodeState.UP, now, LISTED);
    }

    /** A node that was added to a cluster in use. */
    public static Health joining(long now) {
        return initial(NodeState.JOINING, now, LISTED);
    }

    private static Health initial(NodeState state, long now, String reason) {
        return new Health(state, 0, 0, 0, false, false, now, Instant.EPOCH, Finding.listed(reason));
    }

    private Health entered(NodeState next, boolean startsSlowly, long now, Finding why) {
        return new Health(next, 0, ejections, 0, startsSlowly, false, now, Instant.EPOCH, why);
    }

    /**
     * After a request. Changes the state only of a node that is UP: a node that is DOWN returns after a probe, not by a late response.
     */
    public Health requestEnded(Outcome outcome, boolean canBeEjected, HealthSettings settings, long now) {
        if (state != NodeState.UP) {
            boolean isFinding = state == NodeState.DOWN && outcome.verdict() == Outcome.Verdict.DEAD;
            return isFinding ? withFinding(failedProbes, Finding.of(outcome)) : this;
        }
        return switch (outcome.verdict()) {
            case ALIVE, FAILING -> failures == 0 ? this : withFailures(0);
            case SUSPECT ->
                failures + 1 < settings.consecutiveFailures() || !canBeEjected
                        ? withFailures(failures + 1)
                        : down(
                                new Finding(
                                        outcome.tag(),
                                        FoundBy.REQUEST,
                                        (failures + 1) + " failures in a row, " + outcome.tag()),
                                settings,
                                now);
            case DEAD -> down(Finding.of(outcome), settings, now);
            case CONNECTION, NOTHING -> this;
        };
    }

    /** Ejects a node on suspicion. */
    public Health eject(Finding finding, boolean canBeEjected, HealthSettings settings, long now) {
        return state == NodeState.UP && canBeEjected ? down(finding, settings, now) : this;
    }

    /** A node of the first list was reached, which is evidence for all of its nodes: no probe and no slow start is needed. */
    public Health trusted(long now) {
        return switch (state) {
            case JOINING -> entered(NodeState.UP, false, now, Finding.listed("listed with a node that answers"));
            case UP -> new Health(state, failures, ejections, failedProbes, false, false, since, sinceTime, finding);
            case DOWN, DRAINING -> this;
        };
    }

    public Health probeSucceeded(long now) {
        Finding answered = new Finding(ANSWERED, FoundBy.PROBE, "probe answered");
        return switch (state) {
            case JOINING, DOWN -> entered(NodeState.UP, true, now, answered);
            case UP, DRAINING -> this;
        };
    }

    /** The probe was refused, and only requests can tell more: the node gets some, in slow start. */
    Health tried(CheckResult.Refused refused, long now) {
        return needsProbe()
                ? entered(NodeState.UP, true, now, new Finding(ANSWERED, FoundBy.PROBE, "probe " + refused.reason()))
                : this;
    }

    public Health probeFailed(CheckResult.Dead result, HealthSettings settings, long now) {
        return switch (state) {
            case JOINING -> down(Finding.of(result, "first probe: "), settings, now);
            case DOWN -> withFinding(failedProbes + 1, Finding.of(result, "probe: "));
            case UP, DRAINING -> this;
        };
    }

    /** The cluster no longer lists the node. */
    public Health removedFromList(long now) {
        return state == NodeState.DRAINING
                ? this
                : entered(NodeState.DRAINING, false, now, Finding.listed("no longer listed"));
    }

    /** The cluster lists the node, perhaps again while it was draining. */
    public Health addedToList(long now) {
        return state == NodeState.DRAINING
                ? entered(NodeState.JOINING, false, now, Finding.listed("listed again"))
                : this;
    }

    /** True if the node must pass a probe before it gets requests. */
    public boolean needsProbe() {
        return state == NodeState.DOWN || state == NodeState.JOINING;
    }

    /** True if the node is DOWN because of this outcome, as last found. */
    public boolean isDownBecauseOf(Outcome outcome) {
        return state == NodeState.DOWN && finding.cause().equals(outcome.tag());
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
        return new Health(state, count, ejections, failedProbes, slowStart, downAsSlow, since, sinceTime, finding);
    }

    private Health withFinding(int probes, Finding latest) {
        boolean known = finding.covers(latest);
        Finding last = known ? finding : latest;
        return probes == failedProbes && known
                ? this
                : new Health(state, failures, ejections, probes, slowStart, downAsSlow, since, sinceTime, last);
    }

    /** The same, entered at this time of day. */
    Health at(Instant time) {
        return new Health(state, failures, ejections, failedProbes, slowStart, downAsSlow, since, time, finding);
    }

    private Health down(Finding found, HealthSettings settings, long now) {
        long forgotten = (now - since) / (settings.ejectionTime().toNanos() * FORGET_EJECTION_AFTER_EJECTION_TIMES);
        int remembered = (int) Math.max(0, ejections - (state == NodeState.UP ? forgotten : 0));
        boolean slow = state == NodeState.UP
                && (found.cause().equals(SILENT) || found.cause().equals(TIMEOUT));
        return new Health(NodeState.DOWN, 0, remembered + 1, 0, false, slow, now, Instant.EPOCH, found);
    }
}
