package io.alternator.http.internal.discovery;

import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequest;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingScope;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery, tested through a whole cluster. */
final class DiscoveryTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private List<String> takeListRequests() {
        return fixture.control.takeRequests().stream()
                .filter(request -> request.contains("/localnodes"))
                .toList();
    }

    @Test
    void fetchesTheListAtOnce_andThenAtTheInterval_fromOneNodeInTurn() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(takeListRequests()).containsExactly("n1/localnodes");
        Set<String> sources = new HashSet<>();
        Duration sinceLast = Duration.ZERO;
        Duration shortest = Duration.ofSeconds(1); // the first pause is random, so that clients do not stay in step
        while (sources.size() < 3) {
            sendRequest(cluster);
            fixture.clock.advance(Duration.ofMillis(100));
            sinceLast = sinceLast.plusMillis(100);
            List<String> lists = takeListRequests();
            if (!lists.isEmpty()) {
                assertThat(lists).hasSize(1);
                sources.addAll(lists);
                assertThat(sinceLast).isBetween(shortest, Duration.ofMillis(6_100));
                sinceLast = Duration.ZERO;
                shortest = Duration.ofSeconds(4);
            }
            assertThat(sinceLast).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void idleClientFetchesSeldom_andAtOnceWhenItIsUsedAgain() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.clock.advance(Duration.ofSeconds(6)); // until the fetch that finds the client idle
        takeListRequests();
        fixture.clock.advance(Duration.ofSeconds(42));
        assertThat(takeListRequests()).isEmpty();
        sendRequest(cluster);
        fixture.clock.runReady();
        assertThat(takeListRequests()).hasSize(1);
        fixture.clock.advance(Duration.ofSeconds(80));
        assertThat(takeListRequests()).hasSizeBetween(2, 3);
    }

    @Test
    void failedConnectionTriggersAFetch_atMostOncePerSecond() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.clock.advance(Duration.ofSeconds(3));
        takeListRequests();
        for (int i = 0; i < 10; i++) {
            SentAttempt next = begin(cluster, request()).failed(connectionRefused(), false);
            finish(Objects.requireNonNull(next));
            fixture.clock.advance(Duration.ofMillis(100));
            fixture.clock.runReady();
        }
        assertThat(takeListRequests()).hasSizeBetween(1, 2);
    }

    @Test
    void seedsAreTriedUntilOneAnswers() {
        Cluster cluster = fixture.open(config -> config.seeds("dead1", "dead2", "n2"));
        assertThat(sendRequests(cluster, 9)).isEqualTo(Map.of("n1", 3, "n2", 3, "n3", 3));
    }

    @Test
    void seedNameStandsForAllItsAddresses() {
        fixture.dns.put("cluster.example", List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"));
        fixture.control.nodes("10.0.0.2", "n1", "n2");
        Cluster cluster = fixture.open(config -> config.seeds("cluster.example"));
        assertThat(sendRequests(cluster, 4)).isEqualTo(Map.of("n1", 2, "n2", 2));
    }

    @Test
    void firstFetchThatFails_isRepeatedAfterASecond() {
        fixture.control.refuse("n1");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(cluster.nodes()).hasSize(1);
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(cluster.nodes()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"200, []", "200, oops", "200, '[\"a b\"]'", "500, ''", "404, ''"})
    void lastGoodListIsKept_untilAUsableOneArrives(int status, String body) {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(3)) {
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
    void nodeThatDoesNotAnswerInTime_isSkipped() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.nodes(4);
        fixture.control.hang("n2/localnodes").hang("n3/localnodes");
        fixture.refresh(cluster);
        fixture.refresh(cluster);
        assertThat(cluster.nodes()).hasSize(4);
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(fixture.control.isIdle()).isTrue();
    }

    @Test
    void seedsAreAskedAgain_whenAllKnownNodesAreGone() {
        Cluster cluster = fixture.open(config -> config.seeds("seed", "n1"));
        fixture.control
                .refuse("n1")
                .refuse("n2")
                .refuse("n3")
                .nodes("seed", "n7", "n8")
                .nodes("n7", "n7", "n8")
                .nodes("n8", "n7", "n8");
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(sendRequests(cluster, 4)).containsOnlyKeys("seed"); // one node alone is not believed at once
        fixture.run(cluster, Duration.ofSeconds(20));
        assertThat(sendRequests(cluster, 4)).isEqualTo(Map.of("n7", 2, "n8", 2));
    }

    /** As when all nodes get new addresses, and nothing answers at the old ones: requests go there until the list is believed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listOfASeedNameThatHasMoved_isBelievedAtOnce_ifItsNodesConfirmIt(boolean confirmed) {
        fixture.control.nodes("seed", "n1", "n2", "n3");
        Cluster cluster = fixture.open(config -> config.seeds("seed"));
        fixture.control
                .hang("n1/localnodes")
                .hang("n2/localnodes")
                .hang("n3/localnodes")
                .nodes("seed", "n7", "n8");
        if (confirmed) {
            fixture.control.nodes("n7", "n7", "n8").nodes("n8", "n7", "n8");
        }
        // A fetch starts within 6 s and waits 2 s for each node. A list that is not confirmed is held for 10 s more.
        fixture.run(cluster, Duration.ofSeconds(12));
        assertThat(sendRequests(cluster, 6).keySet())
                .isEqualTo(confirmed ? Set.of("n7", "n8") : Set.of("n1", "n2", "n3"));
    }

    @Test
    void rackWithoutNodes_fallsBackToTheDatacenter() {
        fixture.control
                .answer("n1/localnodes?dc=dc1&rack=r%209", 200, "[]")
                .answer("n1/localnodes?dc=dc1", 200, "[\"n1\",\"n2\"]");
        Cluster cluster = fixture.open(config -> config.scope(RoutingScope.rack("dc1", "r 9")));
        assertThat(sendRequests(cluster, 4)).isEqualTo(Map.of("n1", 2, "n2", 2));
    }

    @Test
    void serverWithoutAList_isAClusterOfOne_andIsAskedEverMoreRarely() {
        fixture.control.answer("n1/localnodes", 404, "");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        takeListRequests();
        fixture.run(cluster, Duration.ofSeconds(40)); // asked after 1, 2, 4, 8 and 16 s
        assertThat(takeListRequests()).hasSizeBetween(4, 6);
        assertThat(begin(cluster, request()).failed(connectionRefused(), false)).isNull();
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(takeListRequests()).isEmpty();
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(72));
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void listenerThatThrows_doesNotFailTheFetch() {
        Cluster cluster = fixture.create(UnaryOperator.identity(), new TestListener() {
            @Override
            public void listFetched(NodeListResult result, boolean asSeed, Duration took) {
                throw new IllegalStateException("thrown by the test");
            }
        });
        fixture.clock.runReady();
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void closedClusterCancelsItsFetch_andStartsNoOther() {
        fixture.control.hang("n1/localnodes");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(fixture.control.isIdle()).isFalse();
        cluster.close();
        assertThat(fixture.control.isIdle()).isTrue();
        takeListRequests();
        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(takeListRequests()).isEmpty();
    }

    @Test
    void subsetHasTheConfiguredSize_andOtherNodesReplaceThoseThatAreDown() {
        fixture.nodes(20);
        Cluster cluster = fixture.open(config -> config.subsetSize(5));
        Set<String> chosen = sendRequests(cluster, 100).keySet();
        assertThat(chosen).hasSize(5);
        fixture.refresh(cluster);
        assertThat(sendRequests(cluster, 100)).containsOnlyKeys(chosen);
        String dead = chosen.iterator().next();
        fixture.control.refuse(dead);
        finish(Objects.requireNonNull(
                ClusterFixture.beginOn(cluster, dead, "another call").failed(connectionRefused(), false)));
        fixture.refresh(cluster);
        assertThat(sendRequests(cluster, 100)).hasSize(5).doesNotContainKey(dead);
        assertThat(cluster.nodes()).hasSize(6);
        fixture.nodes(20);
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.refresh(cluster);
        assertThat(sendRequests(cluster, 100)).containsOnlyKeys(chosen);
    }

    @ParameterizedTest
    @EnumSource
    void warmStartOpensAConnectionToEachNode_oneAfterTheOther(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy).warmStart(true));
        fixture.clock.advance(Duration.ofMillis(30));
        assertThat(warmedNodes()).isEqualTo(2);
        fixture.clock.advance(Duration.ofMillis(20));
        assertThat(warmedNodes()).isEqualTo(3);
        assertThat(ClusterFixture.inFlight(cluster)).isZero();
        fixture.refresh(cluster);
        assertThat(warmedNodes()).isEqualTo(3);
    }

    private long warmedNodes() {
        return fixture.nodeTransports.stream()
                .filter(transport -> transport.requests().stream().anyMatch(request -> request.endsWith("/")))
                .count();
    }
}
