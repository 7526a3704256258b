package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingScope;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.monitor.SilentNodeException;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes that follow health. The data center dc1 has the racks r1 (a1) and r2 (a2, a3), dc2 has b1 and b2. */
final class ScopesTest {
    private static final List<String> ALL = List.of("a1", "a2", "a3", "b1", "b2");

    private final ClusterFixture fixture = new ClusterFixture();
    private int calls;

    private void serve(String host) {
        boolean inDc1 = host.startsWith("a");
        String own = inDc1 ? "a1 a2 a3" : "b1 b2";
        fixture.control.nodes(host, own.split(" "));
        lists(host, "?dc=dc1", "a1", "a2", "a3");
        lists(host, "?dc=dc2", "b1", "b2");
        lists(host, "?dc=dc1&rack=r1", "a1");
        lists(host, "?dc=dc1&rack=r2", "a2", "a3");
        fixture.control.answer(host + "/localnodes?dc=dc1&rack=alternator-http-no-such-rack", 200, "[]");
        fixture.control.answer(host + "/localnodes?dc=dc2&rack=alternator-http-no-such-rack", 200, "[]");
    }

    private void lists(String host, String query, String... nodes) {
        fixture.control.answer(host + "/localnodes" + query, 200, "[\"" + String.join("\",\"", nodes) + "\"]");
    }

    private Cluster open(RoutingScope scope, String... seeds) {
        return open(scope, RoutingStrategy.PER_REQUEST, seeds);
    }

    private Cluster open(RoutingScope scope, RoutingStrategy strategy, String... seeds) {
        ALL.forEach(this::serve);
        return fixture.open(
                config -> config.seeds(seeds).domain("n1").scope(scope).strategy(strategy));
    }

    /** Sends a request of a call of its own, which succeeds, and returns the host of its node. */
    private String send(Cluster cluster) {
        SentAttempt attempt = begin(cluster, request("call " + ++calls));
        finish(attempt);
        return attempt.node().address().host();
    }

    private Set<String> used(Cluster cluster) {
        return IntStream.range(0, 12).mapToObj(i -> send(cluster)).collect(Collectors.toSet());
    }

    /** The nodes refuse connections, which the next request to each of them finds out; it is sent elsewhere. */
    private void stop(Cluster cluster, String... hosts) {
        Stream.of(hosts).forEach(host -> {
            fixture.control.refuse(host);
            SentAttempt failed = beginOn(cluster, host, "call " + ++calls);
            SentAttempt elsewhere = failed.failed(connectionRefused(), false);
            if (elsewhere != null) {
                finish(elsewhere);
            }
        });
    }

    @Test
    void rackOfOne_itsDatacenterServesAtOnce_andItServesAgain2sAfterItsReturn() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1"), "a1", "a2");
        assertThat(used(cluster)).containsExactly("a1");

        fixture.control.refuse("a1"); // still listed
        SentAttempt failed = begin(cluster, request("unsent"));
        SentAttempt elsewhere = failed.failed(connectionRefused(), false);
        assertThat(elsewhere).as("the unsent request goes to the data center").isNotNull();
        finish(elsewhere);
        assertThat(used(cluster)).containsExactlyInAnyOrder("a2", "a3");
        assertThat(cluster.scopeLevel()).isEqualTo(1);

        fixture.run(cluster, Duration.ofSeconds(15));
        serve("a1");
        List<String> order = new ArrayList<>();
        for (int tenths = 0; tenths < 50; tenths++) {
            fixture.clock.advance(Duration.ofMillis(100));
            order.add(send(cluster));
        }
        assertThat(cluster.scopeLevel()).isZero();
        assertThat(order.subList(45, 50)).containsOnly("a1");
    }

    @Test
    void strictRack_staysAlone() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1").strict(), "a1");
        stop(cluster, "a1");
        fixture.run(cluster, Duration.ofSeconds(3));
        assertThat(used(cluster)).containsExactly("a1");
        assertThat(cluster.nodes()).hasSize(1);
    }

    @Test
    void nothingCrossesDatacenters_unlessConfigured() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1"), "a1");
        stop(cluster, "a1", "a2", "a3");
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(used(cluster)).containsExactlyInAnyOrder("a1", "a2", "a3");
    }

    @ParameterizedTest
    @EnumSource(RoutingStrategy.class)
    void lostDatacenter_theNextOneServesAtOnce_andItIsReturnedTo(RoutingStrategy strategy) {
        Cluster cluster =
                open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), strategy, "a1", "a2");
        fixture.run(cluster, Duration.ofSeconds(2));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("a"));
        assertThat(status(cluster, "b1").scope()).isEqualTo("data center dc2");
        assertThat(status(cluster, "a1").scope()).isEqualTo("data center dc1");

        stop(cluster, "a1", "a2", "a3");
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));

        Stream.of("a1", "a2", "a3").forEach(this::serve);
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("a"));
        assertThat(cluster.scopeLevel()).isZero();
    }

    @Test
    void silentDatacenter_isLeft_thoughAtMostHalfOfAScopeWithoutFallbackIsEjectedAsSlow() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        List<String> dc1 = List.of("a1", "a2", "a3");
        dc1.forEach(host -> fixture.control.hang(host + "/"));
        dc1.forEach(host -> beginOn(cluster, host, "call " + ++calls));
        fixture.clock.advance(Duration.ofSeconds(4));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));
        assertThat(dc1).allMatch(host -> status(cluster, host).state() == NodeState.DOWN);
    }

    /** Stall time, probe timeout and two runs of the monitor. */
    private static final Duration MAX_DETECTION_TIME = Duration.ofMillis(500 + 1000 + 100);

    @ParameterizedTest
    @EnumSource(RoutingStrategy.class)
    void silentDatacenter_isLeftInTheTimeOfOneStall_thoughOneNodeOnlyOwesAResponse(RoutingStrategy strategy) {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), strategy, "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        List<String> dc1 = List.of("a1", "a2", "a3");
        dc1.forEach(host -> fixture.control.hang(host + "/"));
        SentAttempt waiting = begin(cluster, request("call " + ++calls));
        assertThat(waiting.node().address().host()).isIn(dc1);
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(dc1).allMatch(host -> status(cluster, host).state() == NodeState.DOWN);
        assertThat(waiting.cancelCause()).isInstanceOf(SilentNodeException.class);
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));
    }

    @Test
    void silentNode_theOthersOfItsScopeStayUp_ifTheyAnswerProbes_andAreProbedOnce() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        SentAttempt waiting = begin(cluster, request("call " + ++calls));
        String silent = waiting.node().address().host();
        fixture.control.hang(silent + "/");
        fixture.clock.advance(Duration.ofMillis(400));
        fixture.control.takeRequests();
        fixture.clock.advance(MAX_DETECTION_TIME.minusMillis(400));
        assertThat(status(cluster, silent).state()).isEqualTo(NodeState.DOWN);
        Stream.of("a1", "a2", "a3").filter(host -> !host.equals(silent)).forEach(host -> {
            assertThat(status(cluster, host).state()).isEqualTo(NodeState.UP);
            assertThat(fixture.control.requests())
                    .filteredOn((host + "/")::equals)
                    .hasSizeLessThanOrEqualTo(4); // once per stall time, and to compare
        });
        assertThat(cluster.scopeLevel()).isZero();
    }

    @Test
    void silentNetwork_noScopeIsLeft() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        ALL.forEach(host -> fixture.control.hang(host + "/"));
        SentAttempt waiting = begin(cluster, request("call " + ++calls));
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(waiting.cancelCause()).isNull();
        assertThat(cluster.scopeLevel()).isZero();
    }

    @Test
    void pausedClient_leavesNoScope() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        SentAttempt waiting = begin(cluster, request("call " + ++calls));
        fixture.clock.pause(Duration.ofSeconds(3));
        fixture.clock.advance(Duration.ofMillis(400));
        finish(waiting);
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(cluster.scopeLevel()).isZero();
    }

    @Test
    void rackOfOneThatStopsAgainAndAgain_servesWithin5sOfEachReturn() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1"), "a1", "a2");
        fixture.run(cluster, Duration.ofSeconds(2));
        for (int stop = 0; stop < 8; stop++) {
            stop(cluster, "a1");
            fixture.run(cluster, Duration.ofSeconds(3));
            assertThat(cluster.scopeLevel()).isOne();
            serve("a1");
            fixture.run(cluster, Duration.ofSeconds(5));
            assertThat(cluster.scopeLevel()).as("after stop %s", stop).isZero();
        }
    }

    @Test
    void flappingNode_doesNotMoveTheRequestsBack() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1");
        fixture.run(cluster, Duration.ofSeconds(2));
        stop(cluster, "a1", "a2", "a3");
        assertThat(cluster.scopeLevel()).isEqualTo(1);
        serve("a1");
        while (status(cluster, "a1").state() != NodeState.UP) {
            fixture.run(cluster, Duration.ofMillis(100));
        }
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));
        fixture.run(cluster, Duration.ofMillis(1_900));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("b"));
        fixture.run(cluster, Duration.ofMillis(300));
        assertThat(used(cluster)).containsExactly("a1");
    }

    @Test
    void retryOfAFailedRequest_mayLeaveTheScope_ifItHasNoOtherNode() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1"), "a1");
        SentAttempt failed = begin(cluster, request("call"));
        assertThat(failed.node().address().host()).isEqualTo("a1");
        finish(failed, 500, "");
        SentAttempt retry = begin(cluster, request("call"));
        assertThat(retry.node().address().host()).isIn("a2", "a3");
        finish(retry);
        assertThat(send(cluster)).isEqualTo("a1");
    }

    @Test
    void cluster_isTheUnionOfTheSeedsDatacenters_withOneRequestForEach() {
        Cluster cluster = open(RoutingScope.cluster(), "a1", "a2", "b1");
        fixture.clock.advance(Duration.ofMillis(10));
        assertThat(cluster.nodes()).hasSize(5);
        assertThat(used(cluster)).containsExactlyInAnyOrderElementsOf(ALL);
        fixture.control.takeRequests();
        fixture.refresh(cluster);
        Map<String, Long> lists = fixture.control.takeRequests().stream()
                .filter(call -> call.contains("/localnodes"))
                .collect(Collectors.groupingBy(call -> call.substring(0, 1), Collectors.counting()));
        assertThat(lists).containsOnlyKeys("a", "b"); // once for each data center in each round
        assertThat(lists.get("a")).isEqualTo(lists.get("b")).isBetween(1L, 2L);
    }

    @Test
    void cluster_keepsADatacenterThatCannotBeReached_andFindsItsNewNodesAfterIt() {
        Cluster cluster = open(RoutingScope.cluster(), "a1", "b1");
        fixture.run(cluster, Duration.ofSeconds(1));
        stop(cluster, "b1", "b2");
        fixture.run(cluster, Duration.ofSeconds(20));
        assertThat(used(cluster)).containsExactlyInAnyOrder("a1", "a2", "a3");
        Stream.of("b1", "b2", "b3").forEach(host -> fixture.control.nodes(host, "b1", "b2", "b3"));
        fixture.run(cluster, Duration.ofSeconds(12));
        assertThat(used(cluster)).contains("b1", "b2", "b3");
    }

    @Test
    void otherScopes_areAskedInEverySixthRound() {
        Cluster cluster = open(RoutingScope.rack("dc1", "r1"), "a1");
        fixture.run(cluster, Duration.ofSeconds(5));
        fixture.control.takeRequests();
        fixture.run(cluster, Duration.ofSeconds(60));
        List<String> lists = fixture.control.takeRequests().stream()
                .filter(call -> call.contains("/localnodes"))
                .toList();
        assertThat(lists).filteredOn(call -> call.endsWith("rack=r1")).hasSizeBetween(10, 16);
        assertThat(lists).filteredOn(call -> call.endsWith("?dc=dc1")).hasSizeBetween(1, 3);
    }

    @Test
    void emptyAnswer_keepsTheLastListOfTheScope() {
        Cluster cluster = open(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")), "a1", "b1");
        fixture.run(cluster, Duration.ofSeconds(2));
        ALL.forEach(host -> fixture.control.answer(host + "/localnodes?dc=dc1", 200, "[]"));
        fixture.run(cluster, Duration.ofSeconds(20));
        assertThat(used(cluster)).allMatch(host -> host.startsWith("a"));
    }
}
