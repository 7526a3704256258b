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
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @EnumSource(names = {"CONNECT_ERROR", "TLS_ERROR"})
    void nodeThatCannotBeConnectedTo_isDownAtOnce(Outcome outcome) {
        assertThat(Health.up(0).after(outcome, true, SETTINGS, 1).state()).isEqualTo(NodeState.DOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "TIMEOUT"})
    void fiveInARowTakeItDown_fourDoNot(Outcome outcome) {
        Health health = Health.up(0);
        for (int i = 0; i < 4; i++) {
            health = health.after(outcome, true, SETTINGS, 1);
        }
        assertThat(health.state()).isEqualTo(NodeState.UP);
        assertThat(health.after(Outcome.SUCCESS, true, SETTINGS, 1).failures()).isZero();
        assertThat(health.after(outcome, true, SETTINGS, 1).state()).isEqualTo(NodeState.DOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "CLIENT_ERROR", "THROTTLED", "SERVER_ERROR", "POOL_TIMEOUT", "ABORTED"})
    void whatIsNotTheNodesFault_changesNothing(Outcome outcome) {
        Health health = Health.up(0);
        assertThat(health.after(outcome, true, SETTINGS, 1)).isSameAs(health);
    }

    @Test
    void lateReplyDoesNotBringADownNodeBack() {
        Health down = Health.up(0).after(Outcome.CONNECT_ERROR, true, SETTINGS, 1);
        assertThat(down.after(Outcome.SUCCESS, true, SETTINGS, 2)).isSameAs(down);
        assertThat(down.probeSucceeded(2).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void probesOfOneOutageGrowFarApart_butNotSoFarThatAReturnGoesUnnoticed() {
        Health health = Health.up(0).after(Outcome.CONNECT_ERROR, true, SETTINGS, 1);
        assertThat(health.probeDelay(SETTINGS)).isEqualTo(Duration.ofSeconds(1));
        health = health.probeFailed("x", SETTINGS, 2);
        assertThat(health.probeDelay(SETTINGS)).isEqualTo(Duration.ofMillis(1500));
        for (int i = 0; i < 100; i++) {
            health = health.probeFailed("x", SETTINGS, 3);
        }
        assertThat(health.probeDelay(SETTINGS)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void flappingNodeIsLeftAloneLongerEachTime_upToTheCap() {
        Health health = Health.up(0);
        for (int flap = 0; flap < 6; flap++) {
            health = health.after(Outcome.CONNECT_ERROR, true, SETTINGS, flap * SECOND);
            assertThat(health.probeDelay(SETTINGS)).isEqualTo(Duration.ofSeconds(1L << flap));
            health = health.probeSucceeded(flap * SECOND + 1);
        }
        for (int flap = 0; flap < 50; flap++) {
            health = health.after(Outcome.CONNECT_ERROR, true, SETTINGS, 0).probeSucceeded(0);
        }
        assertThat(health.after(Outcome.CONNECT_ERROR, true, SETTINGS, 0).probeDelay(SETTINGS))
                .isEqualTo(SETTINGS.maxEjectionTime());
    }

    @Test
    void ejectionsAreForgiven_oneForTenEjectionTimesUp() {
        Health health = Health.up(0);
        for (int i : IntStream.range(0, 4).toArray()) {
            health = health.after(Outcome.CONNECT_ERROR, true, SETTINGS, i).probeSucceeded(i);
        }
        assertThat(health.ejections()).isEqualTo(4);
        assertThat(health.after(Outcome.CONNECT_ERROR, true, SETTINGS, 20 * SECOND + 4)
                        .ejections())
                .isEqualTo(3);
        assertThat(health.after(Outcome.CONNECT_ERROR, true, SETTINGS, 2000 * SECOND)
                        .ejections())
                .isEqualTo(1);
    }

    @Test
    void newcomerThatFailsItsFirstProbeIsDown() {
        Health joining = Health.joining(0);
        assertThat(joining.probeDelay(SETTINGS)).isZero();
        assertThat(joining.probeFailed("x", SETTINGS, 1).state()).isEqualTo(NodeState.DOWN);
        assertThat(joining.probeSucceeded(1).state()).isEqualTo(NodeState.UP);
        assertThat(joining.after(Outcome.SUCCESS, true, SETTINGS, 1)).isSameAs(joining);
    }

    @Test
    void delistedNodeDrains_andIsProbedWhenListedAgain() {
        Health draining = Health.up(0).delisted(1);
        assertThat(draining.state()).isEqualTo(NodeState.DRAINING);
        assertThat(draining.probeSucceeded(2)).isSameAs(draining);
        assertThat(draining.after(Outcome.CONNECT_ERROR, true, SETTINGS, 2)).isSameAs(draining);
        assertThat(draining.relisted(2).state()).isEqualTo(NodeState.JOINING);
        assertThat(Health.up(0).relisted(2).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void whatIsOnlyLikely_takesDownNobodyWhoIsTheLast() {
        Health health = Health.up(0);
        for (int i = 0; i < 100; i++) {
            health = health.after(Outcome.RESET, false, SETTINGS, 1);
        }
        assertThat(health.state()).isEqualTo(NodeState.UP);
        assertThat(health.ejected(Health.SILENT, "silent", false, SETTINGS, 1)).isSameAs(health);
        assertThat(health.after(Outcome.CONNECT_ERROR, false, SETTINGS, 1).state())
                .isEqualTo(NodeState.DOWN);
        assertThat(health.ejected(Health.SILENT, "silent", true, SETTINGS, 1).why())
                .isEqualTo("silent");
    }

    @Test
    void whoComesByAProbe_getsItsShareLittleByLittle() {
        assertThat(Health.up(0).share(SETTINGS, 1)).isEqualTo(1);
        Health back = Health.joining(0).probeSucceeded(0);
        assertThat(back.share(SETTINGS, 1)).isEqualTo(0.1);
        assertThat(back.share(SETTINGS, 5 * SECOND)).isEqualTo(0.5);
        assertThat(back.share(SETTINGS, 10 * SECOND)).isEqualTo(1);
        assertThat(back.share(SETTINGS, 1000 * SECOND)).isEqualTo(1);
    }
}
