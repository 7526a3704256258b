package io.alternator.http.internal.rewrite;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.SentAttempt;
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
    private final NodeClocks clocks = new NodeClocks(clock);

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
    void otherErrorsOfThatNode_arePassedOn() {
        ClockRefusal refusal = Objects.requireNonNull(refusal(Duration.ZERO, WRONG));
        assertThat(refusal.isConfirmedBy(REFUSED)).isTrue();
        assertThat(refusal.isConfirmedBy(
                        "{\"__type\":\"a#ConditionalCheckFailedException\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
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

    @Test
    void refusingNode_losesItsShare_andTheRequestGoesToAnother() {
        ClusterFixture fixture = new ClusterFixture().nodes(3);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt attempt = beginOn(cluster, "n2");
        SdkHttpResponse headers = badRequestAt(fixture.clock.instant().plus(WRONG));
        assertThat(attempt.refusal(headers, REFUSED)).as("unsigned").isNull();

        attempt = SentAttempt.begin(cluster, signedAt(fixture.clock.instant()));
        String refusing = attempt.node().address().host();
        Throwable refusal = Objects.requireNonNull(attempt.refusal(headers, REFUSED));
        SentAttempt next = Objects.requireNonNull(attempt.failed(refusal, false));
        assertThat(next.node().address().host()).isNotEqualTo(refusing);
        assertThat(attempt.clusterNode().weight()).isEqualTo(0.02);
        assertThat(status(cluster, refusing).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void onlyNode_isAlwaysPassedOn() {
        ClusterFixture fixture = new ClusterFixture().nodes(1);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt attempt = SentAttempt.begin(cluster, signedAt(fixture.clock.instant()));
        assertThat(attempt.refusal(badRequestAt(fixture.clock.instant().plus(WRONG)), REFUSED))
                .isNull();
    }
}
