package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.hedging.HedgingFixture.DELAY;
import static io.alternator.http.internal.hedging.HedgingFixture.host;
import static io.alternator.http.internal.hedging.HedgingFixture.read;
import static io.alternator.http.internal.testing.ClusterFixture.OK;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.leases;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which attempt of a hedged request answers, and what becomes of the other. */
final class HedgeAnswerTest {
    private final HedgingFixture fixture = new HedgingFixture();

    @ParameterizedTest
    @EnumSource
    void fasterHedge_answers_andTheFirstAttemptIsCancelled_withoutAFailureOfItsNode(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        List<String> cancelled = new ArrayList<>();
        first.onCancel(() -> cancelled.add("first"));
        fixture.clock.advance(DELAY);
        executor.hedge().onCancel(() -> cancelled.add("hedge"));
        assertThat(inFlight(cluster)).isEqualTo(2);
        assertThat(executor.hedge().responded(OK)).isTrue();
        assertThat(cancelled).containsExactly("first");
        assertThat(inFlight(cluster)).isEqualTo(1);
        assertThat(first.responded(OK)).isFalse();
        assertThat(first.failed(new IOException("Request was cancelled"), false))
                .isNull();
        assertThat(first.isAnsweredElsewhere()).isTrue();
        executor.hedge().finished();
        assertThat(inFlight(cluster)).isZero();
        assertThat(fixture.outcomes).containsExactly(Outcome.ABORTED, Outcome.SUCCESS);
        assertThat(fixture.results).containsExactly(HedgeResult.WON);
        assertThat(leases(cluster).stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(strategy == RoutingStrategy.PER_REQUEST ? 0 : 1);
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        List<String> next = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // a retry of the same call does not avoid the node
            next.add(host(begin(cluster, read())));
        }
        assertThat(next).contains(host(first));
    }

    @Test
    void fasterFirstAttempt_answers_andTheHedgeIsCancelled() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        boolean[] cancelled = {false};
        assertThat(first.responded(OK)).isTrue();
        executor.hedge().onCancel(() -> cancelled[0] = true); // registered after the cancellation
        assertThat(cancelled[0]).isTrue();
        assertThat(executor.hedge().failed(new IOException("aborted"), false)).isNull();
        assertThat(executor.hedge().isAnsweredElsewhere()).isTrue();
        first.finished();
        assertThat(inFlight(cluster)).isZero();
        assertThat(fixture.results).containsExactly(HedgeResult.LOST);
        assertThat(fixture.outcomes).containsExactly(Outcome.ABORTED, Outcome.SUCCESS);
    }

    @Test
    void cancellationThatThrows_doesNotAffectTheAnswer() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        first.onCancel(() -> {
            throw new IllegalStateException("cannot be aborted");
        });
        fixture.clock.advance(DELAY);
        finish(executor.hedge());
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void hedgeThatFails_doesNotFailTheRequest() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        assertThat(executor.hedge().failed(connectionRefused(), false)).isNull();
        assertThat(executor.hedge().isAnsweredElsewhere()).isTrue();
        assertThat(state(cluster, host(executor.hedge())))
                .isEqualTo(NodeState.DOWN); // a refused connection still counts
        finish(first);
        assertThat(fixture.results).containsExactly(HedgeResult.FAILED);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void firstAttemptThatFails_leavesTheAnswerToTheHedge() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(FakeTransport.connectionReset(), false)).isNull();
        assertThat(first.isAnsweredElsewhere()).isTrue();
        finish(executor.hedge());
        assertThat(fixture.results).containsExactly(HedgeResult.WON);
        assertThat(fixture.outcomes).containsExactly(Outcome.STALE_CONNECTION, Outcome.SUCCESS);
    }

    @Test
    void bothAttemptsFail_theLastOneFailsTheRequest() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(connectionRefused(), false)).isNull();
        SentAttempt third = Objects.requireNonNull(
                executor.hedge().failed(connectionRefused(), false), "an unsent hedge fails over");
        assertThat(host(third)).isNotIn(host(first), host(executor.hedge()));
        fixture.clock.advance(Duration.ofSeconds(1)); // a second hedge would fail in the executor
        assertThat(third.failed(FakeTransport.connectionReset(), false)).isNull();
        assertThat(third.isAnsweredElsewhere()).isFalse();
        assertThat(fixture.results).containsExactly(HedgeResult.FAILED);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void callerThatAborts_cancelsBothAttempts() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        boolean[] cancelled = {false};
        executor.hedge().onCancel(() -> cancelled[0] = true);
        assertThat(first.failed(new IOException("aborted"), true)).isNull();
        assertThat(first.isAnsweredElsewhere()).isFalse();
        assertThat(cancelled[0]).isTrue();
        assertThat(executor.hedge().failed(new IOException("aborted"), true)).isNull();
        assertThat(executor.hedge().isAnsweredElsewhere()).isTrue();
        assertThat(inFlight(cluster)).isZero();
        assertThat(fixture.results).containsExactly(HedgeResult.LOST);
        assertThat(fixture.outcomes).containsExactly(Outcome.ABORTED, Outcome.ABORTED);
    }

    @Test
    void callerThatAbortsTheRemainingHedge_endsTheRequest() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        first.failed(FakeTransport.connectionReset(), false);
        assertThat(executor.hedge().failed(new IOException("aborted"), true)).isNull();
        assertThat(executor.hedge().isAnsweredElsewhere()).isFalse();
        assertThat(fixture.results).containsExactly(HedgeResult.LOST);
    }

    @Test
    void firstAttemptThatFailsBeforeTheHedgeIsOpened_failsTheRequest() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        executor.opensAtOnce = false;
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(FakeTransport.connectionReset(), false)).isNull();
        assertThat(first.isAnsweredElsewhere()).isFalse();
        executor.openHedge();
        assertThat(executor.hedgeOrNull()).isNull();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void closingTheClient_cancelsBothAttempts() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        List<String> cancelled = new ArrayList<>();
        first.onCancel(() -> cancelled.add("first"));
        executor.hedge().onCancel(() -> cancelled.add("hedge"));
        cluster.close();
        assertThat(cancelled).containsExactlyInAnyOrder("first", "hedge");
        assertThat(first.failed(FakeTransport.connectionReset(), false)).isNull();
        assertThat(first.isAnsweredElsewhere()).isTrue();
        assertThat(executor.hedge().failed(FakeTransport.connectionReset(), false))
                .isNull();
        assertThat(executor.hedge().isAnsweredElsewhere()).isFalse();
        assertThat(fixture.outcomes).containsExactly(Outcome.ABORTED, Outcome.ABORTED);
    }
}
