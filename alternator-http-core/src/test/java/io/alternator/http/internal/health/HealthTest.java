package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HealthTest {
    private static final HealthSettings SETTINGS = HealthSettings.DEFAULT;
    private static final ProbeBackoff BACKOFF = new ProbeBackoff(SETTINGS);
    private static final long SECOND = 1_000_000_000L;
    private static final CheckResult.Dead REFUSED = new CheckResult.Dead(Outcome.CONNECT_ERROR);
    private static final Health.Finding SILENT =
            new Health.Finding(Health.SILENT, Health.FoundBy.PROBE, "silent for 1510 ms, probe: timeout");

    @ParameterizedTest
    @EnumSource(names = {"CONNECT_ERROR", "TLS_ERROR"})
    void failedConnect_ejectsAtOnce(Outcome outcome) {
        assertThat(Health.up(0).requestEnded(outcome, true, SETTINGS, 1).state())
                .isEqualTo(NodeState.DOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "TIMEOUT"})
    void fiveFailuresInARowEject_fourDoNot(Outcome outcome) {
        Health health = Health.up(0);
        for (int i = 0; i < 4; i++) {
            health = health.requestEnded(outcome, true, SETTINGS, 1);
        }
        assertThat(health.state()).isEqualTo(NodeState.UP);
        assertThat(health.requestEnded(Outcome.SUCCESS, true, SETTINGS, 1).failures())
                .isZero();
        assertThat(health.requestEnded(outcome, true, SETTINGS, 1).state()).isEqualTo(NodeState.DOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_ERROR", "THROTTLED", "SERVER_ERROR", "POOL_TIMEOUT", "ABORTED"})
    void outcomeThatDoesNotSuggestAFailedNode_changesNothing(Outcome outcome) {
        Health health = Health.up(0);
        assertThat(health.requestEnded(outcome, true, SETTINGS, 1)).isSameAs(health);
    }

    @Test
    void lateResponseDoesNotBringADownNodeBack_aProbeDoes() {
        Health down = Health.up(0).requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, 1);
        assertThat(down.requestEnded(Outcome.SUCCESS, true, SETTINGS, 2).state())
                .isEqualTo(NodeState.DOWN);
        assertThat(down.probeSucceeded(2).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void failedProbesGrowTheDelay_atMostToTwiceTheEjectionTime() {
        Health health = Health.up(0).requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, 1);
        assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(1));
        health = health.probeFailed(REFUSED, SETTINGS, 2);
        assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofMillis(1500));
        for (int i = 0; i < 100; i++) {
            health = health.probeFailed(REFUSED, SETTINGS, 3);
        }
        assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void eachRecentEjectionDoublesTheDelay_upToTheMaximum() {
        Health health = Health.up(0);
        for (int flap = 0; flap < 6; flap++) {
            health = health.eject(SILENT, true, SETTINGS, flap * SECOND);
            assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(1L << flap));
            health = health.probeSucceeded(flap * SECOND + 1);
        }
        for (int flap = 0; flap < 50; flap++) {
            health = health.eject(SILENT, true, SETTINGS, 0).probeSucceeded(0);
        }
        assertThat(BACKOFF.delay(health.eject(SILENT, true, SETTINGS, 0))).isEqualTo(SETTINGS.maxEjectionTime());
    }

    @Test
    void refusedConnections_areProbedWithinTwiceTheEjectionTime_howeverOftenTheNodeWentDown() {
        Health health = Health.up(0);
        for (int stop = 0; stop < 20; stop++) {
            health = health.requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, stop * SECOND);
            assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(1));
            for (int i = 0; i < 10; i++) {
                health = health.probeFailed(REFUSED, SETTINGS, stop * SECOND + 1);
            }
            assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(2));
            health = health.probeSucceeded(stop * SECOND + 2);
        }
    }

    @Test
    void nodeThatHungOften_isProbedSooner_onceItRefusesConnections() {
        Health health = Health.up(0);
        for (int flap = 0; flap < 6; flap++) {
            health = health.probeSucceeded(0).eject(SILENT, true, SETTINGS, 1);
        }
        assertThat(BACKOFF.delay(health)).isEqualTo(Duration.ofSeconds(32));
        assertThat(BACKOFF.delay(health.probeFailed(REFUSED, SETTINGS, 2))).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void oneEjectionIsForgotten_perTenEjectionTimesUp() {
        Health health = Health.up(0);
        for (int i : IntStream.range(0, 4).toArray()) {
            health = health.requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, i)
                    .probeSucceeded(i);
        }
        assertThat(health.ejections()).isEqualTo(4);
        assertThat(health.requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, 20 * SECOND + 4)
                        .ejections())
                .isEqualTo(3);
        assertThat(health.requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, 2000 * SECOND)
                        .ejections())
                .isEqualTo(1);
    }

    @Test
    void findingFollowsWhatBreaksLater_andKeepsTheFirstReasonWhileItIsTheSame() {
        Health silent = Health.up(0).eject(SILENT, true, SETTINGS, 1);
        Health still = silent.probeFailed(new CheckResult.Dead(Outcome.TIMEOUT), SETTINGS, 2);
        assertThat(still.finding()).isEqualTo(SILENT);
        Health killed = still.probeFailed(REFUSED, SETTINGS, 3);
        assertThat(killed.finding())
                .isEqualTo(new Health.Finding("connect_error", Health.FoundBy.PROBE, "probe: connect_error"));
        assertThat(killed.since()).isEqualTo(1);
        assertThat(killed.downAsSlow()).isTrue(); // its ejection still counts among those for slowness
        Health found = killed.requestEnded(Outcome.TLS_ERROR, true, SETTINGS, 4);
        assertThat(found.finding()).isEqualTo(new Health.Finding("tls_error", Health.FoundBy.REQUEST, "tls_error"));
        assertThat(found.requestEnded(Outcome.TLS_ERROR, true, SETTINGS, 5)).isSameAs(found);
        assertThat(found.requestEnded(Outcome.RESET, true, SETTINGS, 5)).isSameAs(found); // may be an old connection's
    }

    @Test
    void joiningNodeIsProbedAtOnce_andGoesUpOrDownWithTheResult() {
        Health joining = Health.joining(0);
        assertThat(BACKOFF.delay(joining)).isZero();
        assertThat(joining.probeFailed(REFUSED, SETTINGS, 1).state()).isEqualTo(NodeState.DOWN);
        assertThat(joining.probeSucceeded(1).state()).isEqualTo(NodeState.UP);
        assertThat(joining.requestEnded(Outcome.SUCCESS, true, SETTINGS, 1).state())
                .isEqualTo(NodeState.JOINING);
    }

    @Test
    void nodeRemovedFromTheListDrains_andIsProbedWhenListedAgain() {
        Health draining = Health.up(0).removedFromList(1);
        assertThat(draining.state()).isEqualTo(NodeState.DRAINING);
        assertThat(draining.probeSucceeded(2)).isSameAs(draining);
        assertThat(draining.requestEnded(Outcome.CONNECT_ERROR, true, SETTINGS, 2))
                .isSameAs(draining);
        assertThat(draining.addedToList(2).state()).isEqualTo(NodeState.JOINING);
        assertThat(Health.up(0).addedToList(2).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void lastUpNodeIsNotEjectedOnSuspicion_butByAFailedConnect() {
        Health health = Health.up(0);
        for (int i = 0; i < 100; i++) {
            health = health.requestEnded(Outcome.RESET, false, SETTINGS, 1);
        }
        assertThat(health.state()).isEqualTo(NodeState.UP);
        assertThat(health.eject(SILENT, false, SETTINGS, 1)).isSameAs(health);
        assertThat(health.requestEnded(Outcome.CONNECT_ERROR, false, SETTINGS, 1)
                        .state())
                .isEqualTo(NodeState.DOWN);
        assertThat(health.eject(SILENT, true, SETTINGS, 1).finding()).isEqualTo(SILENT);
    }

    @Test
    void nodeThatComesUpByAProbe_startsWithATenthOfItsShare() {
        assertThat(Health.up(0).slowStartShare(SETTINGS, 1)).isEqualTo(1);
        Health back = Health.joining(0).probeSucceeded(0);
        assertThat(back.slowStartShare(SETTINGS, 1)).isEqualTo(0.1);
        assertThat(back.slowStartShare(SETTINGS, 5 * SECOND)).isEqualTo(0.5);
        assertThat(back.slowStartShare(SETTINGS, 10 * SECOND)).isEqualTo(1);
        assertThat(back.slowStartShare(SETTINGS, 1000 * SECOND)).isEqualTo(1);
    }
}
