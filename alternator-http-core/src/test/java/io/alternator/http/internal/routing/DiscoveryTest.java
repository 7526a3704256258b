package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.ask;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.discovery.NodeListResult;
import io.alternator.http.internal.testing.FakeTransport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Discovery as a cluster sees it. */
final class DiscoveryTest {
    private final Fixture fixture = new Fixture().nodes(3);

    private List<String> lists() {
        return fixture.control.takeAsked().stream()
                .filter(asked -> asked.contains("/localnodes"))
                .toList();
    }

    @Test
    void asksAtOnce_andThenAtTheInterval_oneNodeInTurn() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        assertThat(lists()).containsExactly("n1/localnodes");
        Set<String> asked = new HashSet<>();
        Duration sinceLast = Duration.ZERO;
        Duration shortest = Duration.ofSeconds(1); // the first pause is any, so that clients get out of step
        while (asked.size() < 3) {
            ask(cluster);
            fixture.clock.advance(Duration.ofMillis(100));
            sinceLast = sinceLast.plusMillis(100);
            List<String> lists = lists();
            if (!lists.isEmpty()) {
                assertThat(lists).hasSize(1);
                asked.addAll(lists);
                assertThat(sinceLast).isBetween(shortest, Duration.ofMillis(6_100));
                sinceLast = Duration.ZERO;
                shortest = Duration.ofSeconds(4);
            }
            assertThat(sinceLast).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void idleClientAsksSeldom_andASoonAsItIsUsedAgain() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.clock.advance(Duration.ofSeconds(6)); // the round that finds it idle
        lists();
        fixture.clock.advance(Duration.ofSeconds(42));
        assertThat(lists()).isEmpty();
        ask(cluster);
        fixture.clock.runReady();
        assertThat(lists()).hasSize(1);
        fixture.clock.advance(Duration.ofSeconds(80));
        assertThat(lists()).hasSizeBetween(2, 3);
    }

    @Test
    void failedConnectionAsksSoon_butNotMoreThanOnceASecond() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.clock.advance(Duration.ofSeconds(3));
        lists();
        for (int i = 0; i < 10; i++) {
            Attempt<FakeTransport> next = cluster.begin(request()).failed(refused(), false);
            finish(Objects.requireNonNull(next));
            fixture.clock.advance(Duration.ofMillis(100));
            fixture.clock.runReady();
        }
        assertThat(lists()).hasSizeBetween(1, 2);
    }

    @Test
    void seedsAreAskedUntilOneAnswers() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.seeds("dead1", "dead2", "n2"));
        assertThat(ask(cluster, 9)).isEqualTo(Map.of("n1", 3, "n2", 3, "n3", 3));
    }

    @Test
    void seedsNameStandsForAllItsAddresses() {
        fixture.names.put("cluster.example", List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"));
        fixture.control.nodes("10.0.0.2", "n1", "n2");
        Cluster<FakeTransport> cluster = fixture.open(config -> config.seeds("cluster.example"));
        assertThat(ask(cluster, 4)).isEqualTo(Map.of("n1", 2, "n2", 2));
    }

    @Test
    void unknownNodesAreAskedForAgainSoon() {
        fixture.control.refuse("n1");
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        assertThat(cluster.nodes()).hasSize(1);
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(cluster.nodes()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"200, []", "200, oops", "200, '[\"0.0.0.0\"]'", "500, ''", "404, ''"})
    void lastGoodListStays(int status, String body) {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        for (String host : Fixture.hosts(3)) {
            fixture.control.answer(host + "/localnodes", status, body);
        }
        for (int i = 0; i < 5; i++) {
            fixture.refresh(cluster);
        }
        assertThat(cluster.nodes()).hasSize(3);
        fixture.nodes(4);
        fixture.refresh(cluster);
        assertThat(cluster.nodes()).hasSize(4);
    }

    @Test
    void nodeThatDoesNotAnswerInTime_isPassedOver() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.nodes(4);
        fixture.control.hang("n2/localnodes").hang("n3/localnodes");
        fixture.refresh(cluster);
        fixture.refresh(cluster);
        assertThat(cluster.nodes()).hasSize(4);
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(fixture.control.isQuiet()).isTrue();
    }

    @Test
    void seedsAreTheWayBack_whenAllKnownNodesAreGone() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.seeds("seed", "n1"));
        fixture.control
                .refuse("n1")
                .refuse("n2")
                .refuse("n3")
                .nodes("seed", "n7", "n8")
                .nodes("n7", "n7", "n8")
                .nodes("n8", "n7", "n8");
        fixture.refresh(cluster);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(ask(cluster, 4)).isEqualTo(Map.of("n7", 2, "n8", 2));
    }

    @Test
    void rackWithoutNodes_givesWayToTheDataCenter() {
        fixture.control
                .answer("n1/localnodes?dc=dc1&rack=r%209", 200, "[]")
                .answer("n1/localnodes?rack=r%209&dc=dc1", 200, "[]")
                .answer("n1/localnodes?dc=dc1", 200, "[\"n1\",\"n2\"]");
        Cluster<FakeTransport> cluster =
                fixture.open(config -> config.datacenter("dc1").rack("r 9"));
        assertThat(ask(cluster, 4)).isEqualTo(Map.of("n1", 2, "n2", 2));
    }

    @Test
    void serverWithoutAList_isAClusterOfOne_andAskedSeldom() {
        fixture.control.answer("n1/localnodes", 404, "");
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        lists();
        for (int i = 0; i < 40; i++) {
            ask(cluster);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(lists()).isEmpty();
        assertThat(cluster.begin(request()).failed(refused(), false)).isNull();
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(lists()).isEmpty();
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(72));
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void listenerThatThrows_endsTheRound_notDiscovery() {
        boolean[] throwing = {true};
        Cluster<FakeTransport> cluster = fixture.unopened(UnaryOperator.identity(), new ClusterListener() {
            @Override
            public void asked(NodeListResult answer, boolean asSeed, Duration took) {
                if (throwing[0]) {
                    throw new IllegalStateException("thrown by the test");
                }
            }
        });
        fixture.clock.runReady();
        assertThat(cluster.nodes()).hasSize(1);
        throwing[0] = false;
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void closedClusterAsksNoMore_andGivesUpWhatItAsked() {
        fixture.control.hang("n1/localnodes");
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        assertThat(fixture.control.isQuiet()).isFalse();
        cluster.close();
        assertThat(fixture.control.isQuiet()).isTrue();
        lists();
        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(lists()).isEmpty();
    }

    @Test
    void subset_isSoManyNodes_andOthersStandInForThoseThatAreDown() {
        fixture.nodes(20);
        Cluster<FakeTransport> cluster = fixture.open(config -> config.subsetSize(5));
        Set<String> chosen = ask(cluster, 100).keySet();
        assertThat(chosen).hasSize(5);
        fixture.refresh(cluster);
        assertThat(ask(cluster, 100)).containsOnlyKeys(chosen);
        String dead = chosen.iterator().next();
        fixture.control.refuse(dead);
        finish(Objects.requireNonNull(
                Fixture.beginOn(cluster, dead, "another call").failed(refused(), false)));
        fixture.refresh(cluster);
        assertThat(ask(cluster, 100)).hasSize(5).doesNotContainKey(dead);
        assertThat(cluster.nodes()).hasSize(6);
        fixture.nodes(20);
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.refresh(cluster);
        assertThat(ask(cluster, 100)).containsOnlyKeys(chosen);
    }

    @ParameterizedTest
    @EnumSource
    void warmStart_opensAConnectionToEachNode_oneAfterTheOther(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster =
                fixture.open(config -> config.strategy(strategy).warmStart(true));
        fixture.clock.advance(Duration.ofMillis(30));
        assertThat(warm()).isEqualTo(2);
        fixture.clock.advance(Duration.ofMillis(20));
        assertThat(warm()).isEqualTo(3);
        assertThat(Fixture.inFlight(cluster)).isZero();
        fixture.refresh(cluster);
        assertThat(warm()).isEqualTo(3);
    }

    private long warm() {
        return fixture.clients.stream()
                .filter(client -> client.asked().stream().anyMatch(asked -> asked.endsWith("/")))
                .count();
    }
}
