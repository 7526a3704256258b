package io.alternator.http.internal.rewrite;

import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

final class NodeClocksTest {
    private static final Duration WRONG = Duration.ofMinutes(20);
    private static final byte[] REFUSED =
            "{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\"}".getBytes(StandardCharsets.UTF_8);

    private final FakeClock clock = new FakeClock();
    private final NodeClocks clocks = new NodeClocks(clock, TestIdentity.ORDERS);

    private static Node node(String host) {
        return Node.at("http", new NodeAddress(host, 8000));
    }

    private static SdkHttpRequest signedAt(Instant time) {
        String date = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return ClusterFixture.request().toBuilder()
                .putHeader("X-Amz-Date", date)
                .build();
    }

    private static SdkHttpResponse badRequestAt(Instant time) {
        return SdkHttpFullResponse.builder()
                .statusCode(400)
                .putHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME
                                .withZone(ZoneOffset.UTC)
                                .format(time))
                .build();
    }

    private @Nullable ClockRefusal refusal(Duration sdk, Duration node) {
        Instant now = clock.instant();
        return ClockRefusal.of(signedAt(now.plus(sdk)), badRequestAt(now.plus(node)));
    }

    private boolean isBelieved(String host, Duration sdk, Duration node) {
        ClockRefusal refusal = Objects.requireNonNull(refusal(sdk, node));
        return clocks.isBelieved(node(host), refusal, clock.nanos());
    }

    @Test
    void differenceUpToFourMinutes_isNoRefusalBecauseOfTheClock() {
        assertThat(refusal(Duration.ZERO, Duration.ofMinutes(4))).isNull();
        assertThat(refusal(Duration.ZERO, Duration.ofMinutes(-5))).isNotNull();
        assertThat(ClockRefusal.of(ClusterFixture.request(), badRequestAt(clock.instant())))
                .isNull();
    }

    @Test
    void oneNodeAgainstThisMachine_isNotBelieved() {
        assertThat(isBelieved("n1", Duration.ZERO, WRONG)).isFalse();
        assertThat(isBelieved("n1", Duration.ZERO, WRONG)).isFalse();
        assertThat(isBelieved("n2", Duration.ZERO, WRONG.negated())).isFalse();
    }

    @Test
    void nodeThatAgreesWithThisMachine_isBelieved_soThatAWrongClockOfTheSdkIsCorrected() {
        assertThat(isBelieved("n1", WRONG, Duration.ZERO)).isTrue();
    }

    @Test
    void twoNodesThatAgree_areBelieved_untilAMinuteHasPassed() {
        assertThat(isBelieved("n1", Duration.ZERO, WRONG)).isFalse();
        assertThat(isBelieved("n2", Duration.ZERO, WRONG.plusSeconds(9))).isTrue();
        assertThat(isBelieved("n1", Duration.ZERO, WRONG)).as("forgotten").isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(isBelieved("n2", Duration.ZERO, WRONG)).as("outdated").isFalse();
    }

    private static SentAttempt beginSigned(ClusterFixture fixture, Cluster cluster) {
        return SentAttempt.begin(cluster, signedAt(fixture.clock.instant()));
    }

    private static SdkHttpResponse wrongClock(ClusterFixture fixture) {
        return badRequestAt(fixture.clock.instant().plus(WRONG));
    }

    @Test
    void refusingNode_losesItsShare_andTheRequestGoesToAnother() {
        ClusterFixture fixture = new ClusterFixture().nodes(3);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt attempt = beginSigned(fixture, cluster);
        String refusing = attempt.node().address().host();
        SentAttempt next = Objects.requireNonNull(attempt.badRequest(wrongClock(fixture), REFUSED, true));
        assertThat(attempt.isRefusalReadToItsEnd()).isTrue();
        assertThat(next.node().address().host()).isNotEqualTo(refusing);
        assertThat(attempt.clusterNode().weight()).isEqualTo(0.02);
        assertThat(status(cluster, refusing).state()).isEqualTo(NodeState.UP);
        finish(next);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void otherErrorsOfThatNode_andThoseOfUnsignedRequests_arePassedOn() {
        ClusterFixture fixture = new ClusterFixture().nodes(3);
        Cluster cluster = fixture.open(config -> config);
        byte[] invalid = "{\"__type\":\"a#ConditionalCheckFailedException\"}".getBytes(StandardCharsets.UTF_8);
        SentAttempt attempt = beginSigned(fixture, cluster);
        assertThat(attempt.badRequest(wrongClock(fixture), invalid, true)).isNull();
        assertThat(attempt.isPassedOn()).isTrue();
        SentAttempt unsigned = SentAttempt.begin(cluster, ClusterFixture.request());
        assertThat(unsigned.badRequest(wrongClock(fixture), REFUSED, true)).isNull();
        assertThat(unsigned.isPassedOn()).isTrue();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void refusalThatCannotGoToAnotherNode_isAFailure_asTheSdkWouldAdoptThatClock() {
        ClusterFixture fixture = new ClusterFixture().nodes(3);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt once = beginSigned(fixture, cluster);
        SentAttempt late = beginSigned(fixture, cluster);
        assertThat(once.badRequest(wrongClock(fixture), REFUSED, false)).isNull();
        assertThat(once.failure()).isInstanceOf(ClockSkewException.class);
        fixture.clock.advance(Duration.ofSeconds(3));
        SdkHttpResponse before = badRequestAt(fixture.clock.instant().minus(WRONG)); // two that agree are believed
        assertThat(late.badRequest(before, REFUSED, true)).isNull();
        assertThat(late.failure()).isInstanceOf(ClockSkewException.class);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void bothKindsOfRefusal_countForTheLimitOfTwoOtherNodes() {
        ClusterFixture fixture = new ClusterFixture().nodes(4);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt second =
                Objects.requireNonNull(beginSigned(fixture, cluster).refused(true));
        SentAttempt third = Objects.requireNonNull(second.badRequest(wrongClock(fixture), REFUSED, true));
        assertThat(third.refused(true)).isNull();
        assertThat(third.isPassedOn()).isTrue();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void onlyNode_isAlwaysPassedOn() {
        ClusterFixture fixture = new ClusterFixture().nodes(1);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt attempt = beginSigned(fixture, cluster);
        assertThat(attempt.badRequest(wrongClock(fixture), REFUSED, true)).isNull();
        assertThat(attempt.isPassedOn()).isTrue();
    }
}
