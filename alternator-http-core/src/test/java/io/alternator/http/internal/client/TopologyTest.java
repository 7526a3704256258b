package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client believes of the lists that it gets, and which nodes it uses meanwhile. */
final class TopologyTest {
    private final ClusterFixture fixture = new ClusterFixture();

    private static List<String> hosts(Cluster cluster) {
        return cluster.nodes().stream()
                .map(NodeStatus::address)
                .map(address -> address.host())
                .toList();
    }

    private static void eject(Cluster cluster, String host) {
        SentAttempt next = ClusterFixture.beginOn(cluster, host).failed(ClusterFixture.connectionRefused(), false);
        while (next != null) {
            next = next.failed(ClusterFixture.connectionRefused(), false);
        }
    }

    @Test
    void unreachableFirstList_doesNotReplaceTheSeed() {
        fixture.control.nodes("n1", "172.17.0.2");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        fixture.run(cluster, Duration.ofSeconds(60));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        assertThat(status(cluster, "n1").state()).isEqualTo(NodeState.UP);
        assertThat(status(cluster, "n1").reason()).isEqualTo("seed");
        assertThat(state(cluster, "172.17.0.2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void firstListWithoutTheSeed_isUsedWhenOneOfItsNodesAnswers() {
        fixture.control.nodes("n1", "n2", "n3").nodes("n2", "n2", "n3");
        fixture.control.hang("n3/");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n2", "n3"); // n3 is trusted with n2
        assertThat(hosts(cluster)).containsExactly("n2", "n3");
    }

    @Test
    void unreachableListAfterGoodOnes_leavesTheGoodNodesInUse() {
        fixture.nodes(3);
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(3)) {
            fixture.control.nodes(host, "172.17.0.2");
        }
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(sendRequests(cluster, 30)).containsOnlyKeys("n1", "n2", "n3");
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(hosts(cluster)).containsExactly("n1", "n2", "n3");
    }

    @Test
    void isolatedNode_isRemovedAndReturns_andIsNeverAlone() {
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n3");
        Cluster cluster = fixture.open(config -> config.seeds("n1", "n2", "n3"));
        for (int i = 0; i < 300; i++) {
            assertThat(hosts(cluster)).contains("n1", "n2");
            fixture.run(cluster, Duration.ofMillis(100));
        }
        assertThat(hosts(cluster)).containsExactly("n1", "n2");
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(7));
        assertThat(hosts(cluster)).containsExactly("n1", "n2", "n3");
    }

    @Test
    void seedsServeInPanic_untilAListedNodeIsBack() {
        fixture.control.nodes("seed", "n2", "n3").nodes("n2", "n2", "n3").nodes("n3", "n2", "n3");
        Cluster cluster = fixture.open(config -> config.seeds("seed"));
        assertThat(hosts(cluster)).containsExactly("n2", "n3");
        fixture.control.refuse("n2").refuse("n3");
        for (String host : List.of("n2", "n3")) {
            eject(cluster, host);
        }
        fixture.clock.advance(Duration.ofMillis(100));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("seed");
        fixture.control.nodes("n2", "n2", "n3").nodes("n3", "n2", "n3");
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n2", "n3");
        assertThat(hosts(cluster)).containsExactly("n2", "n3");
    }

    @Test
    void clientReturnsToNodesThatAForeignListReplaced() {
        fixture.nodes(3);
        fixture.control.nodes("seed", "x1", "x2").nodes("x1", "x1", "x2").nodes("x2", "x1", "x2");
        Cluster cluster = fixture.open(config -> config.seeds("n1", "n2", "seed"));
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(hosts(cluster)).contains("n1", "n2", "n3").doesNotContain("x1");
        for (String host : ClusterFixture.hosts(3)) {
            fixture.control.refuse(host);
            eject(cluster, host);
        }
        fixture.run(cluster, Duration.ofSeconds(20));
        assertThat(hosts(cluster)).containsExactly("x1", "x2"); // nobody else has answered for 10 s
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(70));
        assertThat(hosts(cluster)).containsExactly("n1", "n2", "n3");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404})
    void listedAddressOfAnotherService_doesNotReplaceTheSeed(int status) {
        fixture.control.nodes("n1", "web").answer("web/", status, "").answer("web/localnodes", status, "");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        fixture.run(cluster, Duration.ofSeconds(60));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        assertThat(status(cluster, "web").reason()).contains("HTTP " + status);
    }

    @Test
    void anotherServiceThatIsTrustedWithTheFirstList_isLeftAfterItsFirstAnswer() {
        fixture.control.nodes("n1", "n1", "web").answer("web/", 404, "").answer("web/localnodes", 404, "");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        finish(beginOn(cluster, "web"), 404, "");
        fixture.clock.advance(Duration.ofMillis(10));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        fixture.run(cluster, Duration.ofSeconds(60));
        assertThat(state(cluster, "web")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void addressOfAStoppedNode_thatAnotherServiceTakes_getsNoRequests_untilItIsANodeAgain() {
        Cluster cluster = fixture.nodes(3).open(config -> config);
        fixture.run(cluster, Duration.ofSeconds(2));
        fixture.control.refuse("n2");
        SentAttempt refused = beginOn(cluster, "n2");
        finish(Objects.requireNonNull(refused.failed(connectionRefused(), false), "it goes to another node"));
        fixture.control.answer("n2/", 200, "<html>").answer("n2/localnodes", 404, "");
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(sendRequests(cluster, 30)).doesNotContainKey("n2");
        fixture.control.nodes("n2", "n1", "n2", "n3");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeThatAnswersRequests_staysUp_thoughItForbidsProbes() {
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(2)) {
            fixture.control.answer(host + "/", 403, "").answer(host + "/localnodes", 403, "");
            finish(beginOn(cluster, host));
            finish(beginOn(cluster, host), 400, "");
            beginOn(cluster, host).failed(FakeTransport.connectionReset(), false);
            fixture.clock.advance(Duration.ofSeconds(1));
            assertThat(state(cluster, host)).isEqualTo(NodeState.UP);
        }
    }

    @Test
    void seedThatForbidsProbes_returnsAfterAnOutage() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        eject(cluster, "n1");
        fixture.control.answer("n1/", 403, "").answer("n1/localnodes", 403, "");
        fixture.run(cluster, Duration.ofSeconds(2));
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
    }

    /** 10 connection attempts at most, the request included, whenever it is sent and whatever the jitter. */
    @Test
    void deadSeed_isAskedRarely_whileNoRequestFlows() {
        for (int client = 0; client < 200; client++) {
            ClusterFixture own = new ClusterFixture();
            own.randomSeed = client;
            Cluster cluster = own.create(UnaryOperator.identity(), new TestListener());
            own.clock.advance(Duration.ofMillis(client % 2 == 0 ? 0 : 5 * client));
            begin(cluster, request()).failed(new ConnectException("Connection refused"), false);
            own.clock.advance(Duration.ofSeconds(60));
            assertThat(own.control.requests()).hasSizeLessThanOrEqualTo(10 - 1);
        }
    }

    /** No request has reached them yet, but the seed that lists them knows them: they are probed at the usual pace. */
    @Test
    void listedNodeThatNeverAnswered_isFoundSoon_afterAnOutageUnderLoad() {
        Cluster cluster = fixture.nodes(3).open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(3)) {
            fixture.control.refuse(host);
        }
        for (int second = 0; second < 20; second++) {
            SentAttempt next = begin(cluster, request("at " + second));
            while (next != null) {
                next = next.failed(ClusterFixture.connectionRefused(), false);
            }
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        fixture.control.nodes("n3", ClusterFixture.hosts(3));
        fixture.clock.advance(Duration.ofMillis(1500));
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
    }

    @Test
    void seedThatNeverAnswered_isUsedAtOnce_whenARequestOrAListShowsThatItDoes() {
        for (boolean byRequest : new boolean[] {true, false}) {
            ClusterFixture own = new ClusterFixture();
            Cluster cluster = own.open(UnaryOperator.identity());
            begin(cluster, request()).failed(new ConnectException("Connection refused"), false);
            own.clock.advance(Duration.ofMinutes(5));
            assertThat(state(cluster, "n1")).isEqualTo(NodeState.DOWN);
            own.nodes(1);
            if (byRequest) {
                finish(begin(cluster, request()));
                own.clock.advance(Duration.ofMillis(250));
            } else {
                own.clock.advance(Duration.ofSeconds(73)); // the idle interval of a minute
            }
            assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        }
    }

    @Test
    void clientThatStartsInAnOutage_returnsToItsSeeds_fromAForeignList() {
        fixture.control.nodes("n1", "x1", "x2").nodes("x1", "x1", "x2").nodes("x2", "x1", "x2");
        Cluster cluster = fixture.open(config -> config.seeds("n1", "n2", "n3"));
        fixture.run(cluster, Duration.ofSeconds(3));
        assertThat(hosts(cluster)).containsExactly("x1", "x2");
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(hosts(cluster)).containsExactly("n1", "n2", "n3");
    }

    /** Closing a cluster does not wait for tasks that are due: they would open nodes that nobody closes, and log an ERROR. */
    @Test
    void closedCluster_getsNoStandInsAnyMore_andLosesNone() {
        fixture.control.nodes("seed", "n2", "n3").nodes("n2", "n2", "n3").nodes("n3", "n2", "n3");
        Cluster closedInPanic = fixture.open(config -> config.seeds("seed"));
        eject(closedInPanic, "n2");
        eject(closedInPanic, "n3");
        closedInPanic.close();
        fixture.clock.runReady();
        assertThat(hosts(closedInPanic)).containsExactly("n2", "n3");

        Cluster closedOnRecovery = fixture.open(config -> config.seeds("seed"));
        SentAttempt onN2 = beginOn(closedOnRecovery, "n2");
        eject(closedOnRecovery, "n2");
        eject(closedOnRecovery, "n3");
        fixture.control.refuse("n2").refuse("n3");
        fixture.clock.runReady();
        assertThat(hosts(closedOnRecovery)).contains("seed");
        onN2.clusterNode().health().probeSucceeded();
        closedOnRecovery.close();
        fixture.holdsBlockingWork = true;
        fixture.clock.runReady();
        assertThat(hosts(closedOnRecovery)).contains("seed");
        assertThat(fixture.heldBlockingWork).isEmpty();
    }
}
