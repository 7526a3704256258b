package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.hedging.HedgingFixture.DELAY;
import static io.alternator.http.internal.hedging.HedgingFixture.MICROSECOND;
import static io.alternator.http.internal.hedging.HedgingFixture.host;
import static io.alternator.http.internal.hedging.HedgingFixture.read;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Health and load of slow and silent nodes whose reads are hedged. */
final class HedgedSlowNodeTest {
    private final HedgingFixture fixture = new HedgingFixture();

    @Test
    void nodeThatAlwaysLoses_isMeasuredAsSlow_andStaysUp() {
        Cluster cluster = fixture.open();
        for (int i = 0; i < 100; i++) {
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            SentAttempt attempt = begin(cluster, read(), executor);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY.plusMillis(1));
                finish(executor.hedgeOrNull() == null ? attempt : executor.hedgeOrNull());
            } else {
                fixture.clock.advance(Duration.ofMillis(1));
                finish(attempt);
            }
        }
        assertThat(fixture.results).contains(HedgeResult.WON, HedgeResult.WON);
        assertThat(status(cluster, "n2").latency()).isGreaterThanOrEqualTo(DELAY);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeOfACancelledAttempt_countsAsBusy_forItsUsualLatency() {
        List<Integer> inFlight = new ArrayList<>();
        Cluster cluster = fixture.open(config -> config.policy(random -> candidates -> {
            inFlight.clear();
            for (int i = 0; i < candidates.size(); i++) {
                inFlight.add(candidates.inFlight(i));
                assertThat(candidates.get(i).inFlight()).isEqualTo(candidates.inFlight(i));
            }
            return 0;
        }));
        for (int i = 0; i < 2; i++) {
            SentAttempt slow = begin(cluster, read(), new FakeHedgeExecutor());
            fixture.clock.advance(DELAY.multipliedBy(2));
            finish(slow);
        }
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        begin(cluster, read(), executor);
        fixture.clock.runReady();
        finish(executor.hedge());
        assertThat(inFlight(cluster)).isZero();
        fixture.clock.advance(DELAY.multipliedBy(2).minus(MICROSECOND));
        finish(begin(cluster, read("in the meantime")));
        assertThat(inFlight).containsExactly(1, 0, 0);
        fixture.clock.advance(MICROSECOND.multipliedBy(2)); // averages are rounded
        finish(begin(cluster, read("later")));
        assertThat(inFlight).containsExactly(0, 0, 0);
    }

    @Test
    void silentNodeGoesDown_thoughEveryReadOnItIsHedged() {
        Cluster cluster = fixture.open();
        fixture.control.hang("n2/").hang("n2/localnodes");
        for (int i = 0; i < 200 && state(cluster, "n2") == NodeState.UP; i++) {
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            SentAttempt attempt = begin(cluster, read(), executor);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY);
                finish(executor.hedge());
                fixture.sendReads(cluster, 50, Duration.ofMillis(1), "n2"); // refills the budget
            } else {
                finish(attempt);
            }
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).contains("silent for", "probe: timeout");
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void slowNodeThatAlwaysLoses_staysUp_becauseItAnswersProbes() {
        Cluster cluster = fixture.open();
        int probes = 0;
        for (int i = 0; i < 100; i++) {
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            SentAttempt attempt = begin(cluster, read(), executor);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY);
                finish(executor.hedge());
                fixture.sendReads(cluster, 50, Duration.ofMillis(1), "n2");
            } else {
                finish(attempt);
            }
            probes += (int) fixture.control.takeRequests().stream()
                    .filter("n2/"::equals)
                    .count();
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(probes).isBetween(1, 5); // at most one per 500 ms, in about 2 s
    }

    @Test
    void hedgeOnASilentNode_isCancelledLikeAnyAttempt() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        String silent = host(executor.hedge());
        fixture.control.hang(silent + "/").hang(silent + "/localnodes");
        fixture.clock.advance(Duration.ofMillis(1700));
        assertThat(state(cluster, silent)).isEqualTo(NodeState.DOWN);
        assertThat(executor.hedge().cancelCause()).isNotNull();
        assertThat(first.cancelCause()).isNull();
    }
}
