package io.alternator.http.internal.client;

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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The data center dc1 has 60 nodes, more than are checked at once; dc2 has two. */
final class LargeScopeTest {
    private static final List<String> DC1 =
            IntStream.range(10, 70).mapToObj(i -> "a" + i).toList();
    private static final List<String> DC2 = List.of("b1", "b2");

    /** Stall time, probe timeout and three runs of the monitor. */
    private static final Duration MAX_DETECTION_TIME = Duration.ofMillis(500 + 1000 + 150);

    private final ClusterFixture fixture = new ClusterFixture();
    private int calls;

    private void serve(String host) {
        fixture.control.nodes(host, host);
        lists(host, "dc1", DC1);
        lists(host, "dc2", DC2);
        for (String dc : List.of("dc1", "dc2")) {
            fixture.control.answer(host + "/localnodes?dc=" + dc + "&rack=alternator-http-no-such-rack", 200, "[]");
        }
    }

    private void lists(String host, String dc, List<String> nodes) {
        fixture.control.answer(host + "/localnodes?dc=" + dc, 200, "[\"" + String.join("\",\"", nodes) + "\"]");
    }

    private Cluster open(RoutingStrategy strategy) {
        DC1.forEach(this::serve);
        DC2.forEach(this::serve);
        Cluster cluster = fixture.open(config -> config.seeds(DC1.get(0))
                .domain("n1")
                .scope(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")))
                .strategy(strategy));
        fixture.run(cluster, Duration.ofSeconds(2));
        return cluster;
    }

    private SentAttempt send(Cluster cluster) {
        return begin(cluster, request("call " + ++calls));
    }

    @ParameterizedTest
    @EnumSource
    void allNodesHang_theNextScopeServesInTheTimeOfOneStall(RoutingStrategy strategy) {
        Cluster cluster = open(strategy);
        DC1.forEach(host -> fixture.control.hang(host + "/"));
        SentAttempt waiting = send(cluster);
        fixture.control.takeRequests();
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(cluster.scopeLevel()).isEqualTo(1);
        assertThat(waiting.cancelCause()).isInstanceOf(SilentNodeException.class);
        assertThat(send(cluster).node().address().host()).isIn(DC2);
        assertThat(fixture.control.requests())
                .filteredOn(path -> path.matches("a../"))
                .hasSizeLessThan(20);
        DC1.forEach(this::serve);
        fixture.clock.advance(Duration.ofSeconds(8));
        assertThat(cluster.scopeLevel()).isZero();
        assertThat(DC1).allMatch(host -> status(cluster, host).state() == NodeState.UP);
    }

    /** Half of the nodes hang, and those with addresses in a row: the sample has some of the others. */
    @Test
    void halfOfTheNodesHang_theScopeStaysInUse_andNoOtherNodeIsEjected() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST);
        List<String> silent = DC1.subList(0, 30);
        silent.forEach(host -> fixture.control.hang(host + "/"));
        for (int i = 0; i < 20; i++) {
            SentAttempt attempt = send(cluster);
            if (!silent.contains(attempt.node().address().host())) {
                finish(attempt);
            }
            fixture.clock.advance(
                    Duration.ofMillis(700)); // less often than the stall time: nothing is heard in between
        }
        assertThat(cluster.scopeLevel()).isZero();
        assertThat(DC1.subList(30, 60)).allMatch(host -> status(cluster, host).state() == NodeState.UP);
    }
}
