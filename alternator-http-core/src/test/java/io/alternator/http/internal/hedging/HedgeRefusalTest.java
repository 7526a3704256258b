package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.hedging.HedgingFixture.DELAY;
import static io.alternator.http.internal.hedging.HedgingFixture.read;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.SentAttempt;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Hedges that are due and not sent. */
final class HedgeRefusalTest {
    private final HedgingFixture fixture = new HedgingFixture();

    @Test
    void nodesThatFailedTheCallBefore_getNoHedge() {
        Cluster cluster = fixture.open();
        begin(cluster, read()).failed(new SocketTimeoutException("Read timed out"), false);
        begin(cluster, read()).failed(new SocketTimeoutException("Read timed out"), false);
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt only = begin(cluster, read(), executor);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(executor.isHedgeRequested()).isTrue();
        assertThat(executor.hedgeOrNull()).isNull();
        finish(only);
        assertThat(fixture.results).isEmpty();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void hedgesBeyondTheBudgetOfTwoPercent_areRefused() {
        Cluster cluster = fixture.open(); // budget: 3 tokens at first + 2 for 100 reads
        fixture.sendReads(cluster, 900, Duration.ofMillis(1)); // fills the budget of 10 tokens
        for (int i = 0; i < 12; i++) {
            begin(cluster, read(), new FakeHedgeExecutor());
        }
        fixture.clock.advance(DELAY);
        assertThat(inFlight(cluster)).isEqualTo(12 + 10);
        assertThat(fixture.results).containsExactly(HedgeResult.REFUSED, HedgeResult.REFUSED);
        fixture.clock.advance(Duration.ofSeconds(1)); // a refused hedge is not requested again
        assertThat(fixture.results).hasSize(2);
    }

    @Test
    void executorWithoutAThread_refusesTheHedge_andReleasesTheBudget() {
        Cluster cluster = fixture.open();
        fixture.sendReads(cluster, 900, Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            executor.acceptsHedges = false;
            SentAttempt only = begin(cluster, read(), executor);
            fixture.clock.advance(DELAY);
            assertThat(executor.isHedgeRequested()).isTrue();
            finish(only);
        }
        assertThat(fixture.results).hasSize(20).containsOnly(HedgeResult.REFUSED);
    }

    @Test
    void clusterOfOneNode_sendsNoHedge() {
        ClusterFixture alone = new ClusterFixture().nodes(1);
        Cluster cluster = alone.open(config -> config.hedging(true));
        for (int i = 0; i < 200; i++) {
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            SentAttempt only = begin(cluster, read(), executor);
            alone.clock.advance(i < 100 ? Duration.ofMillis(1) : DELAY);
            assertThat(executor.hedgeOrNull()).isNull();
            finish(only);
        }
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void hedgeOpenedAfterTheAnswer_isNotSent_andHoldsNothing() {
        Cluster cluster = fixture.open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
        fixture.sendReads(cluster, 900, Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) { // more hedges than the budget has tokens
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            executor.opensAtOnce = false;
            SentAttempt only = begin(cluster, read(), executor);
            fixture.clock.advance(DELAY);
            assertThat(executor.isHedgeRequested()).isTrue();
            finish(only);
            executor.openHedge();
            assertThat(executor.hedgeOrNull()).isNull();
        }
        assertThat(inFlight(cluster)).isZero();
        assertThat(fixture.results).isEmpty();
    }

    @Test
    void refusedAttempt_isNotHedgedWhileItFailsOver() {
        Runnable[] atNextPick = {() -> {}};
        Cluster cluster = fixture.open(config -> config.policy(random -> candidates -> {
            Runnable now = atNextPick[0];
            atNextPick[0] = () -> {};
            now.run();
            return 0;
        }));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt refused = begin(cluster, read(), executor);
        atNextPick[0] = refused::hedge; // as the scheduler's thread may at any time
        SentAttempt other = Objects.requireNonNull(refused.refused(true), "the call fails over");
        assertThat(executor.isHedgeRequested()).isFalse();
        finish(other);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void policyThatThrows_preventsOnlyTheHedge() {
        boolean[] broken = {false};
        Cluster cluster = fixture.open(config -> config.policy(random -> candidates -> {
            if (broken[0]) {
                throw new IllegalStateException("the policy is broken");
            }
            return 0;
        }));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt only = begin(cluster, read(), executor);
        broken[0] = true;
        fixture.clock.advance(DELAY);
        assertThat(executor.isHedgeRequested()).isTrue();
        assertThat(executor.hedgeOrNull()).isNull();
        finish(only);
        broken[0] = false;
        FakeHedgeExecutor next = new FakeHedgeExecutor();
        begin(cluster, read(), next);
        fixture.clock.advance(DELAY);
        assertThat(next.hedge()).isNotNull();
    }
}
