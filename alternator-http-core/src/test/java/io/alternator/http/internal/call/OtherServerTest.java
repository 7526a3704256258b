package io.alternator.http.internal.call;

import static io.alternator.http.internal.testing.ClusterFixture.OK;
import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.RecordingListener;
import io.alternator.http.internal.testing.SentAttempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The first list names another service's address, {@code n2}, and is trusted because the seed {@code n1} is in it. */
final class OtherServerTest {
    private static final String PAGE = "<html>hello</html>";

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final RecordingListener listener = new RecordingListener();

    private Cluster open(RoutingStrategy strategy) {
        fixture.control.answer("n2/", 404, PAGE).answer("n2/localnodes", 404, PAGE);
        Cluster cluster =
                fixture.create(config -> config.strategy(strategy).policy(LoadBalancingPolicy.roundRobin()), listener);
        fixture.clock.runReady();
        return cluster;
    }

    private static SdkHttpResponse headers(int status, String type) {
        return SdkHttpFullResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", type)
                .build();
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "404, text/html, <html>",
        "405, text/plain, ''",
        "301, text/html, ''",
        "401, application/json, {\"error\":\"login\"}",
        "400, application/json, {\"error\":\"unknown\"}",
        "200, text/html, <html>",
        "200, text/plain; charset=utf-8, ok"
    })
    void itsAnswerIsNotPassedOn_theRequestGoesToANode(int status, String type, String body) {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        SentAttempt answered = beginOn(cluster, "n2");
        SentAttempt other = answered.badRequest(headers(status, type), bytes(body), true);
        assertThat(Objects.requireNonNull(other, "another attempt follows").node())
                .isNotEqualTo(answered.node());
        finish(other);
        assertThat(listener.outcomes).contains(Outcome.CLIENT_ERROR);
        assertThat(listener.failovers).containsExactly(Outcome.CLIENT_ERROR);
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void errorInTheFormOfDynamoDb_isPassedOn() {
        SentAttempt attempt = beginOn(open(RoutingStrategy.PER_REQUEST), "n2");
        byte[] error = bytes("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\"}");
        assertThat(attempt.badRequest(headers(400, "application/x-amz-json-1.0"), error, true))
                .isNull();
        assertThat(attempt.isPassedOn()).isTrue();
    }

    /** A seed is what the user named, and may be a proxy of whatever kind. */
    @Test
    void answersOfASeed_andOfANodeThatIsProven_arePassedOn() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        finish(beginOn(cluster, "n3"));
        finish(beginOn(cluster, "n1"), 404, PAGE);
        finish(beginOn(cluster, "n3"), 404, PAGE);
        assertThat(listener.failovers).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void successThatOtherServersHaveToo_provesNothing_soTheAddressIsProbed(RoutingStrategy strategy) {
        Cluster cluster = open(strategy);
        SentAttempt json = beginOn(cluster, "n2");
        json.responded(headers(200, "application/json"));
        json.finished();
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    /** A maintenance page, for example. */
    @Test
    void proxyThatBeginsToAnswerForAKnownNode_isNoticedByTheQuestionForTheList() {
        Cluster cluster = fixture.open(config -> config.policy(LoadBalancingPolicy.roundRobin()));
        fixture.run(cluster, Duration.ofSeconds(2));
        fixture.control.answer("n3/", 200, PAGE).answer("n3/localnodes", 200, PAGE);
        fixture.control.takeRequests();
        for (int i = 0; i < 4 && !fixture.control.requests().contains("n3/localnodes"); i++) {
            fixture.refresh(cluster);
        }
        SentAttempt answered = beginOn(cluster, "n3");
        assertThat(answered.badRequest(headers(200, "text/html"), bytes(PAGE), true))
                .isNotNull();
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void successInTheFormOfDynamoDb_provesANode_whoseProxyForbidsProbes() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        SentAttempt node = beginOn(cluster, "n2");
        node.responded(OK);
        node.finished();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(fixture.control.requests()).doesNotContain("n2/");
    }
}
