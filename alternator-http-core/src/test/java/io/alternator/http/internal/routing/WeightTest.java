package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.ask;
import static io.alternator.http.internal.routing.Fixture.beginOn;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.request;
import static io.alternator.http.internal.routing.Fixture.state;
import static io.alternator.http.internal.routing.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.testing.FakeTransport;
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

/** Who gets less than its share, and for how long. */
final class WeightTest {
    private static final String SHED = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";
    private static final int CALLERS = 30;

    private final Fixture fixture = new Fixture().nodes(3);
    private int calls;

    /** Rounds of so many requests at once, 10 ms each; how many each node got. n2 ends its own as told. */
    private Map<String, Integer> load(
            Cluster<FakeTransport> cluster, int rounds, Consumer<Attempt<FakeTransport>> endOnN2) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("n1", 0, "n2", 0, "n3", 0));
        for (int round = 0; round < rounds; round++) {
            List<Attempt<FakeTransport>> attempts = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                attempts.add(cluster.begin(request("call " + calls++)));
            }
            fixture.clock.advance(Duration.ofMillis(10));
            for (Attempt<FakeTransport> attempt : attempts) {
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
    void sheddingNodeGetsLittle_staysUp_andItsShareComesBack(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        load(cluster, 10, Fixture::finish);
        load(cluster, 10, attempt -> finish(attempt, 400, SHED));
        assertThat(share(load(cluster, 100, attempt -> finish(attempt, 400, SHED))))
                .isLessThan(0.05);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        load(cluster, 300, Fixture::finish);
        assertThat(share(load(cluster, 30, Fixture::finish))).isBetween(0.3, 0.37);
    }

    @ParameterizedTest
    @EnumSource
    void allShed_allAreUsed(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        for (int i = 0; i < 50; i++) {
            List<Attempt<FakeTransport>> attempts = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                attempts.add(cluster.begin(request("call " + calls++)));
            }
            attempts.forEach(attempt -> finish(attempt, 503, "{}"));
            fixture.clock.advance(Duration.ofMillis(10));
        }
        assertThat(share(load(cluster, 20, attempt -> finish(attempt, 503, "{}"))))
                .isLessThan(0.37); // n1 and n3 are well again
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatAnswers500UnlikeItsPeers_isEjected(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        load(cluster, 10, Fixture::finish);
        load(cluster, 110, attempt -> finish(attempt, 500, "{}"));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").why()).startsWith("5xx: ");
    }

    @ParameterizedTest
    @EnumSource
    void all500_nobodyIsEjected(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        for (int i = 0; i < 2000; i++) {
            finish(cluster.begin(request("call " + i)), 500, "{}");
            fixture.clock.advance(Duration.ofMillis(5));
        }
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void otherErrorsOf400_weighNothing() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 100; i++) {
            finish(
                    beginOn(cluster, "n2", "call " + i),
                    400,
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\",\"message\":"
                            + "\"#RequestLimitExceeded\"}");
        }
        assertThat(ask(cluster, 300)).containsEntry("n2", 100);
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatComesBack_startsSlowly(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster =
                fixture.open(config -> config.strategy(strategy).slowStart(Duration.ofSeconds(10)));
        load(cluster, 10, Fixture::finish);
        load(cluster, 1, attempt -> Fixture.finish(Objects.requireNonNull(attempt.failed(refused(), false))));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        while (state(cluster, "n2") != NodeState.UP) {
            load(cluster, 1, Fixture::finish);
        }
        assertThat(share(load(cluster, 50, Fixture::finish))).isBetween(0.02, 0.12);
        load(cluster, 400, Fixture::finish);
        assertThat(share(load(cluster, 50, Fixture::finish))).isBetween(0.10, 0.30);
        load(cluster, 600, Fixture::finish);
        assertThat(share(load(cluster, 50, Fixture::finish))).isBetween(0.32, 0.35);
    }

    /** Callers that begin anew at once, by milliseconds; n2 takes as long as told, the others 1 ms. How many each got. */
    private Map<String, Integer> callers(Cluster<FakeTransport> cluster, int callers, int millis, int slowness) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("n1", 0, "n2", 0, "n3", 0));
        List<List<Attempt<FakeTransport>>> endsAt = new ArrayList<>();
        for (int i = 0; i <= millis + slowness; i++) {
            endsAt.add(new ArrayList<>());
        }
        int free = callers;
        for (int now = 0; now < millis + slowness; now++) {
            for (Attempt<FakeTransport> attempt : endsAt.get(now)) {
                finish(attempt);
                free++;
            }
            for (; free > 0 && now < millis; free--) {
                Attempt<FakeTransport> attempt = cluster.begin(request("call " + calls++));
                String host = attempt.node().address().host();
                counts.merge(host, 1, Integer::sum);
                endsAt.get(now + (host.equals("n2") ? slowness : 1)).add(attempt);
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
    void slowNodeIsHardlyFelt_andComesBack(RoutingStrategy strategy, int callers, double most) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        callers(cluster, callers, 1_000, 1);
        callers(cluster, callers, 2_000, 50);
        assertThat(share(callers(cluster, callers, 5_000, 50))).isBetween(0.0, most);
        callers(cluster, callers, 45_000, 1);
        assertThat(share(callers(cluster, callers, 1_000, 1))).isBetween(0.3, 0.38);
    }

    @Test
    void silentNode_doesNotCollectAllCallers() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        List<Attempt<FakeTransport>> hanging = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            List<Attempt<FakeTransport>> ended = new ArrayList<>();
            for (int free = hanging.size(); free < 32; free++) {
                Attempt<FakeTransport> attempt = cluster.begin(request(i + "-" + free));
                if (attempt.node().address().host().equals("n2")) {
                    hanging.add(attempt);
                } else {
                    ended.add(attempt);
                }
            }
            ended.forEach(Fixture::finish);
        }
        assertThat(hanging).hasSizeBetween(11, 17);
        hanging.forEach(Fixture::finish);
    }

    @Test
    void noNodeHoldsMoreThanTheLimit_whileAnotherHoldsLess() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.maxInFlightPerNode(3));
        List<Attempt<FakeTransport>> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(cluster.begin(request("call " + i)));
        }
        assertThat(cluster.nodes()).allMatch(node -> node.inFlight() == 3);
        for (int i = 0; i < 9; i++) {
            all.add(cluster.begin(request("more " + i))); // all full: the least loaded is used
        }
        assertThat(cluster.nodes()).allMatch(node -> node.inFlight() == 6);
        all.forEach(Fixture::finish);
    }
}
