package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** A gateway in front of {@code n3} serves its requests and refuses {@code GET /} and {@code GET /localnodes}. */
final class RefusedProbesTest {
    private static final Duration UNTIL_EACH_NODE_WAS_ASKED = Duration.ofSeconds(20);
    private static final Duration MAX_EJECTION_TIME = Duration.ofSeconds(60);

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private Cluster openBehindGateway(int status) {
        refuseProbes(status);
        return fixture.open(config -> config.maxEjectionTime(MAX_EJECTION_TIME));
    }

    private void refuseProbes(int status) {
        fixture.control.answer("n3/", status, "Forbidden").answer("n3/localnodes", status, "Forbidden");
    }

    private static void failOnN3(Cluster cluster, IOException failure) {
        SentAttempt next = beginOn(cluster, "n3", "a call").failed(failure, false);
        if (next != null) {
            finish(next);
        }
    }

    private void runUntilN3IsUp(Cluster cluster, Duration limit) {
        for (Duration passed = Duration.ZERO;
                state(cluster, "n3") != NodeState.UP && passed.compareTo(limit) < 0;
                passed = passed.plusSeconds(1)) {
            fixture.run(cluster, Duration.ofSeconds(1));
        }
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 500, 501, 503})
    void nodeThatServedWhileItsProbesWereRefused_returnsByARefusedProbe(int status) {
        Cluster cluster = openBehindGateway(status);
        fixture.run(cluster, UNTIL_EACH_NODE_WAS_ASKED);
        failOnN3(cluster, connectionRefused());
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);
        fixture.run(cluster, Duration.ofSeconds(3));
        assertThat(status(cluster, "n3").reason())
                .startsWith("probe refused: HTTP " + status)
                .endsWith("though the node has served requests");
        assertThat(sendRequests(cluster, 30)).containsKey("n3");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 503})
    void nodeThatServesWhileItsProbesAreRefused_staysUpAfterAResetRequest(int status) {
        Cluster cluster = openBehindGateway(status);
        fixture.run(cluster, UNTIL_EACH_NODE_WAS_ASKED);
        failOnN3(cluster, new SocketException("Connection reset"));
        fixture.run(cluster, Duration.ofSeconds(1));
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeThatIsNotKnownToServeMeanwhile_isTriedAfterTheMaximumEjectionTime_andOneRequestDecides() {
        Cluster cluster = fixture.open(config -> config.maxEjectionTime(MAX_EJECTION_TIME));
        fixture.run(cluster, UNTIL_EACH_NODE_WAS_ASKED);
        refuseProbes(503);
        failOnN3(cluster, new SocketException("Connection reset"));
        fixture.run(cluster, MAX_EJECTION_TIME.minusSeconds(5));
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);
        runUntilN3IsTried(cluster);
        finish(beginOn(cluster, "n3"), 503, "");
        assertThat(status(cluster, "n3").reason()).isEqualTo("probe refused, then request: throttled");
        fixture.run(cluster, MAX_EJECTION_TIME.minusSeconds(5));
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);

        runUntilN3IsUp(cluster, Duration.ofSeconds(60));
        fixture.run(cluster, Duration.ofSeconds(10));
        failOnN3(cluster, connectionRefused());
        runUntilN3IsUp(cluster, Duration.ofSeconds(5)); // the trial showed that it serves
    }

    /** Without a request meanwhile, which would decide. */
    private void runUntilN3IsTried(Cluster cluster) {
        for (int second = 0; state(cluster, "n3") != NodeState.UP && second < 60; second++) {
            finish(beginElsewhere(cluster));
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
    }

    private static SentAttempt beginElsewhere(Cluster cluster) {
        return beginOn(cluster, "n1");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void gatewayThatCannotReachTheNode_getsNoRequestUntilItCan(int status) {
        Cluster cluster = openBehindGateway(status);
        fixture.run(cluster, UNTIL_EACH_NODE_WAS_ASKED);
        failOnN3(cluster, connectionRefused());
        for (int second = 0; second < 180; second++) {
            fixture.run(cluster, Duration.ofSeconds(1));
            assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);
        }
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(sendRequests(cluster, 30)).containsKey("n3");
    }

    @Test
    void addressThatAnotherServerTakes_isTriedOnce() {
        Cluster cluster = openBehindGateway(403);
        fixture.run(cluster, UNTIL_EACH_NODE_WAS_ASKED);
        failOnN3(cluster, connectionRefused());
        runUntilN3IsTried(cluster);
        SentAttempt elsewhere = beginOn(cluster, "n3", "a web server's")
                .badRequest(
                        SdkHttpFullResponse.builder().statusCode(403).build(),
                        "Forbidden".getBytes(StandardCharsets.UTF_8),
                        true);
        finish(Objects.requireNonNull(elsewhere));
        for (int second = 0; second < 300; second++) {
            fixture.clock.advance(Duration.ofSeconds(1));
            finish(beginElsewhere(cluster));
            assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);
        }
    }
}
