package io.alternator.http.internal.selection;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The share of requests that overloaded, failing, slow and recovering nodes get. */
final class WeightTest {
    private static final String OVERLOAD = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";
    private static final int CALLERS = 30;

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private int calls;

    /** Sends rounds of concurrent requests of 10 ms, ends those on n2 with {@code endOnN2}, and counts them by host. */
    private Map<String, Integer> load(Cluster cluster, int rounds, Consumer<SentAttempt> endOnN2) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("n1", 0, "n2", 0, "n3", 0));
        for (int round = 0; round < rounds; round++) {
            List<SentAttempt> attempts = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                attempts.add(begin(cluster, request("call " + calls++)));
            }
            fixture.clock.advance(Duration.ofMillis(10));
            for (SentAttempt attempt : attempts) {
                String host = attempt.node().address().host();
                counts.merge(host, 1, Integer::sum);
                if (host.equals("n2")) {
                    endOnN2.accept(attempt);
                } else {
                    finish(attempt);
                }
            }
        }
        return counts;
    }

    private static double share(Map<String, Integer> counts) {
        return (double) Objects.requireNonNull(counts.get("n2"))
                / counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @ParameterizedTest
    @EnumSource
    void overloadedNodeGetsLittle_staysUp_andRecoversItsShare(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        load(cluster, 10, ClusterFixture::finish);
        load(cluster, 10, attempt -> finish(attempt, 400, OVERLOAD));
        assertThat(share(load(cluster, 100, attempt -> finish(attempt, 400, OVERLOAD))))
                .isLessThan(0.05);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        load(cluster, 300, ClusterFixture::finish);
        assertThat(share(load(cluster, 30, ClusterFixture::finish))).isBetween(0.3, 0.37);
    }

    @ParameterizedTest
    @EnumSource
    void allNodesOverloaded_allAreUsed(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        for (int i = 0; i < 50; i++) {
            List<SentAttempt> attempts = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                attempts.add(begin(cluster, request("call " + calls++)));
            }
            attempts.forEach(attempt -> finish(attempt, 503, "{}"));
            fixture.clock.advance(Duration.ofMillis(10));
        }
        assertThat(share(load(cluster, 20, attempt -> finish(attempt, 503, "{}"))))
                .isLessThan(0.37); // n1 and n3 have recovered
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatAnswers500WhileItsPeersDoNot_isEjected(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        load(cluster, 10, ClusterFixture::finish);
        load(cluster, 110, attempt -> finish(attempt, 500, "{}"));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).startsWith("5xx: ");
    }

    @ParameterizedTest
    @EnumSource
    void allNodesAnswer500_noneIsEjected(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        for (int i = 0; i < 2000; i++) {
            finish(begin(cluster, request("call " + i)), 500, "{}");
            fixture.clock.advance(Duration.ofMillis(5));
        }
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void otherClientErrors_doNotReduceTheWeight() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 100; i++) {
            finish(
                    beginOn(cluster, "n2", "call " + i),
                    400,
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\",\"message\":"
                            + "\"#RequestLimitExceeded\"}");
        }
        assertThat(sendRequests(cluster, 300)).containsEntry("n2", 100);
    }

    @ParameterizedTest
    @EnumSource
    void recoveredNodeGetsItsShareSlowly(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy).slowStart(Duration.ofSeconds(10)));
        load(cluster, 10, ClusterFixture::finish);
        load(
                cluster,
                1,
                attempt -> ClusterFixture.finish(Objects.requireNonNull(attempt.failed(connectionRefused(), false))));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        while (state(cluster, "n2") != NodeState.UP) {
            load(cluster, 1, ClusterFixture::finish);
        }
        assertThat(share(load(cluster, 50, ClusterFixture::finish))).isBetween(0.02, 0.12);
        load(cluster, 400, ClusterFixture::finish);
        assertThat(share(load(cluster, 50, ClusterFixture::finish))).isBetween(0.10, 0.30);
        load(cluster, 600, ClusterFixture::finish);
        assertThat(share(load(cluster, 50, ClusterFixture::finish))).isBetween(0.32, 0.35);
    }

    /**
     * Runs callers that send the next request as soon as one ends, and counts the requests by host.
     *
     * @param n2Millis latency of n2 in ms; the other nodes take 1 ms
     */
    private Map<String, Integer> runCallers(Cluster cluster, int callers, int millis, int n2Millis) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("n1", 0, "n2", 0, "n3", 0));
        List<List<SentAttempt>> endsAt = new ArrayList<>();
        for (int i = 0; i <= millis + n2Millis; i++) {
            endsAt.add(new ArrayList<>());
        }
        int free = callers;
        for (int now = 0; now < millis + n2Millis; now++) {
            for (SentAttempt attempt : endsAt.get(now)) {
                finish(attempt);
                free++;
            }
            for (; free > 0 && now < millis; free--) {
                SentAttempt attempt = begin(cluster, request("call " + calls++));
                String host = attempt.node().address().host();
                counts.merge(host, 1, Integer::sum);
                endsAt.get(now + (host.equals("n2") ? n2Millis : 1)).add(attempt);
            }
            fixture.clock.advance(Duration.ofMillis(1));
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({
        "PER_REQUEST, 16, 0.02",
        "PER_REQUEST, 1, 0.05",
        "PER_CONNECTION, 16, 0.02",
    })
    void slowNodeGetsLittle_andRecoversItsShare(RoutingStrategy strategy, int callers, double maxShare) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        runCallers(cluster, callers, 1_000, 1);
        runCallers(cluster, callers, 2_000, 50);
        assertThat(share(runCallers(cluster, callers, 5_000, 50))).isBetween(0.0, maxShare);
        runCallers(cluster, callers, 45_000, 1);
        assertThat(share(runCallers(cluster, callers, 1_000, 1))).isBetween(0.3, 0.38);
    }

    @Test
    void silentNodeDoesNotBlockAllCallers() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        List<SentAttempt> hanging = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            List<SentAttempt> ended = new ArrayList<>();
            for (int free = hanging.size(); free < 32; free++) {
                SentAttempt attempt = begin(cluster, request(i + "-" + free));
                if (attempt.node().address().host().equals("n2")) {
                    hanging.add(attempt);
                } else {
                    ended.add(attempt);
                }
            }
            ended.forEach(ClusterFixture::finish);
        }
        assertThat(hanging).hasSizeBetween(11, 17);
        hanging.forEach(ClusterFixture::finish);
    }

    @Test
    void noNodeExceedsTheLimit_whileAnotherIsBelowIt() {
        Cluster cluster = fixture.open(config -> config.maxInFlightPerNode(3));
        List<SentAttempt> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(begin(cluster, request("call " + i)));
        }
        assertThat(cluster.nodes()).allMatch(node -> node.inFlight() == 3);
        for (int i = 0; i < 9; i++) {
            all.add(begin(cluster, request("more " + i))); // all are full: the least loaded is used
        }
        assertThat(cluster.nodes()).allMatch(node -> node.inFlight() == 6);
        all.forEach(ClusterFixture::finish);
    }

    @Test
    void policyIsAskedOncePerRequest_whenAllNodesAreFull() {
        int[] asked = {0};
        Cluster cluster = fixture.open(config -> config.maxInFlightPerNode(25).policy(random -> {
            LoadBalancingPolicy.Picker adaptive = LoadBalancingPolicy.adaptive().newPicker(random);
            return candidates -> {
                asked[0]++;
                return adaptive.pick(candidates);
            };
        }));
        List<SentAttempt> all = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            all.add(begin(cluster, request("call " + i)));
        }
        assertThat(asked[0]).isBetween(256, 258); // the last node to be full may be asked for again
        assertThat(cluster.nodes()).allMatch(node -> node.inFlight() >= 85);
        all.forEach(ClusterFixture::finish);
    }
}
