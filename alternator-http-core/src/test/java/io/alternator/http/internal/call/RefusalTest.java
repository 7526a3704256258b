package io.alternator.http.internal.call;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.RecordingListener;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** A node refuses a request with {@code RequestLimitExceeded}: it was not executed. */
final class RefusalTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(5);
    private final RecordingListener listener = new RecordingListener();
    private final List<Outcome> outcomes = listener.outcomes;
    private final List<Outcome> failovers = listener.failovers;
    private final List<HedgeResult> hedges = listener.hedges;

    private Cluster open(RoutingStrategy strategy) {
        Cluster cluster = fixture.create(
                config -> config.strategy(strategy).hedging(true).policy(LoadBalancingPolicy.roundRobin()), listener);
        fixture.clock.runReady();
        return cluster;
    }

    /** A read that the executor sends a second time, after 100 others. */
    private static SentAttempt hedgedRead(Cluster cluster, FakeHedgeExecutor executor) {
        for (int i = 0; i < 100; i++) {
            finish(begin(cluster, request("read"), new FakeHedgeExecutor()));
        }
        SentAttempt first = begin(cluster, request(), executor);
        first.hedge();
        return first;
    }

    private static SentAttempt refusedBy(SentAttempt attempt) {
        return Objects.requireNonNull(attempt.refused(true), "another attempt follows");
    }

    @ParameterizedTest
    @EnumSource
    void goesToTwoOtherNodesAtMost_thenTheSdkGetsTheRefusal(RoutingStrategy strategy) {
        Cluster cluster = open(strategy);
        SentAttempt first = begin(cluster, request());
        SentAttempt second = refusedBy(first);
        assertThat(inFlight(cluster)).isEqualTo(1);
        SentAttempt third = refusedBy(second);
        assertThat(third.refused(true)).isNull();
        assertThat(third.isPassedOn()).isTrue();
        assertThat(Set.of(first.node(), second.node(), third.node())).hasSize(3);
        assertThat(outcomes).containsExactly(Outcome.THROTTLED, Outcome.THROTTLED, Outcome.THROTTLED);
        assertThat(failovers).containsExactly(Outcome.THROTTLED, Outcome.THROTTLED);
        assertThat(inFlight(cluster)).isZero();
        Set<Object> retried = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            SentAttempt retry = begin(cluster, request());
            retried.add(retry.node());
            finish(retry);
        }
        assertThat(retried).isNotEmpty().doesNotContain(first.node(), second.node(), third.node());
    }

    @Test
    void theSdkGetsTheRefusal_after3Seconds_ofABodyThatCannotBeReadAgain_andOfAnAbortedCall() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        SentAttempt late = begin(cluster, request());
        SentAttempt once = begin(cluster, request());
        assertThat(once.refused(false)).isNull();
        assertThat(once.isPassedOn()).isTrue();
        SentAttempt aborted = begin(cluster, request());
        aborted.abort();
        assertThat(aborted.refused(true)).isNull();
        assertThat(aborted.isPassedOn()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(late.refused(true)).isNull();
        assertThat(late.isPassedOn()).isTrue();
        assertThat(inFlight(cluster)).isZero();
        assertThat(failovers).isEmpty();
    }

    @Test
    void refusalWhileAHedgeIsInFlight_leavesTheAnswerToTheHedge() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = hedgedRead(cluster, executor);
        assertThat(first.refused(true)).isNull();
        assertThat(first.isAnsweredElsewhere()).isTrue();
        SentAttempt other = refusedBy(executor.hedge());
        assertThat(Set.of(first.node(), executor.hedge().node(), other.node())).hasSize(3);
        finish(other);
        assertThat(hedges).containsExactly(HedgeResult.FAILED);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void refusedHedge_thatIsPassedOn_isOneResult() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = hedgedRead(cluster, executor);
        first.failed(FakeTransport.connectionReset(), false);
        assertThat(executor.hedge().refused(false)).isNull();
        assertThat(executor.hedge().isPassedOn()).isTrue();
        assertThat(hedges).hasSize(1);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void resetsAfterRefusals_areNoFailuresOfTheNode_onePerRefusal() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        for (int i = 0; i < 5; i++) {
            finish(refusedBy(beginOn(cluster, "n2", "refused " + i)));
        }
        fixture.control.refuse("n2"); // a probe would eject it
        for (int i = 0; i < 5; i++) {
            beginOn(cluster, "n2", "reset " + i).failed(FakeTransport.connectionReset(), false);
        }
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(outcomes).contains(Outcome.RESET_AFTER_REFUSAL).doesNotContain(Outcome.RESET);
        beginOn(cluster, "n2", "reset").failed(FakeTransport.connectionReset(), false);
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(outcomes).contains(Outcome.RESET);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void resetAfterA413_isNoFailureOfTheNode_forAMinute() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        for (int i = 0; i < 2; i++) {
            SentAttempt tooLarge = beginOn(cluster, "n2");
            tooLarge.responded(SdkHttpFullResponse.builder().statusCode(413).build());
            tooLarge.finished();
        }
        beginOn(cluster, "n2", "reset").failed(FakeTransport.connectionReset(), false);
        assertThat(outcomes).contains(Outcome.RESET_AFTER_REFUSAL).doesNotContain(Outcome.RESET);
        fixture.clock.advance(Duration.ofMinutes(1));
        beginOn(cluster, "n2", "late").failed(FakeTransport.connectionReset(), false);
        assertThat(outcomes).contains(Outcome.STALE_CONNECTION); // so the node is checked
    }

    @Test
    void connectionOfARefusedRequest_isKept_untilTheNodeIsSeenToCloseIt() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        SentAttempt kept = beginOn(cluster, "n2", "kept");
        finish(refusedBy(kept));
        assertThat(kept.isRefusalReadToItsEnd()).isTrue();
        beginOn(cluster, "n2", "reset").failed(FakeTransport.connectionReset(), false);
        SentAttempt ended = beginOn(cluster, "n2", "ended");
        finish(refusedBy(ended));
        assertThat(ended.isRefusalReadToItsEnd()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestLimitExceeded", "ValidationException"})
    void compressed400_isUnderstood(String type) throws IOException {
        Cluster cluster = fixture.create(
                config -> config.responseCompression(true).policy(LoadBalancingPolicy.roundRobin()), listener);
        fixture.clock.runReady();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(("{\"__type\":\"x#" + type + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        SdkHttpFullResponse headers = SdkHttpFullResponse.builder()
                .statusCode(400)
                .putHeader("Content-Encoding", "gzip")
                .build();
        SentAttempt first = begin(cluster, request());
        SentAttempt other = first.badRequest(headers, body.toByteArray(), true);
        assertThat(other != null).isEqualTo(type.equals("RequestLimitExceeded"));
        assertThat(outcomes).containsExactly(other == null ? Outcome.CLIENT_ERROR : Outcome.THROTTLED);
        assertThat(first.isPassedOn()).isEqualTo(other == null);
    }

    @Test
    void corrupt400_isPassedOn() {
        Cluster cluster = fixture.create(config -> config.responseCompression(true), listener);
        fixture.clock.runReady();
        SdkHttpFullResponse headers = SdkHttpFullResponse.builder()
                .statusCode(400)
                .putHeader("Content-Encoding", "gzip")
                .build();
        SentAttempt attempt = beginOn(cluster, "n1"); // the seed: another address could be another server's
        assertThat(attempt.badRequest(headers, new byte[200], true)).isNull();
        assertThat(attempt.isPassedOn()).isTrue();
    }
}
