package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the nodes of a cluster with two data centers answer to {@code /localnodes}. */
final class LocalNodesTest {
    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes("dc1", "r1", 2)
            .nodes("dc1", "r2", 1)
            .nodes("dc2", "r1", 2)
            .start();

    @AfterEach
    void close() {
        cluster.close();
    }

    private String localNodes(int index, String query) throws IOException {
        return RawHttp.get(cluster.node(index), "/localnodes" + query);
    }

    private String listed(int... indexes) {
        return Arrays.stream(indexes)
                .mapToObj(index -> "\"" + cluster.node(index).address().host() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void nodesArePlacedInDataCentersAndRacks() {
        assertThat(cluster.nodes())
                .extracting(node -> node.datacenter() + " " + node.rack())
                .containsExactly("dc1 r1", "dc1 r1", "dc1 r2", "dc2 r1", "dc2 r1");
    }

    @Test
    void listIsThatOfTheQueriedNodesDataCenter_ifNoneIsGiven() throws IOException {
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
        assertThat(localNodes(3, "")).isEqualTo(listed(3, 4));
        assertThat(localNodes(3, "?rack=r1")).isEqualTo(listed(3, 4));
    }

    @Test
    void listIsThatOfTheGivenDataCenterAndRack() throws IOException {
        assertThat(localNodes(0, "?dc=dc2")).isEqualTo(listed(3, 4));
        assertThat(localNodes(3, "?dc=dc1&rack=r2")).isEqualTo(listed(2));
    }

    @Test
    void listIsEmpty_forAnUnknownDataCenterOrRack() throws IOException {
        assertThat(localNodes(0, "?dc=dc3")).isEqualTo("[]");
        assertThat(localNodes(0, "?rack=r3")).isEqualTo("[]");
        assertThat(localNodes(0, "?dc=dc2&rack=r2")).isEqualTo("[]");
    }

    @Test
    void emptyParametersCountAsAbsent() throws IOException {
        assertThat(localNodes(3, "?dc=&rack=")).isEqualTo(listed(3, 4));
    }

    @Test
    void nodeListsWhatTheTestSays_untilItReturnsToItsOwnView() throws IOException {
        cluster.node(1).lists("127.0.1.1", "127.0.1.2");
        assertThat(localNodes(1, "")).isEqualTo("[\"127.0.1.1\",\"127.0.1.2\"]");
        assertThat(localNodes(1, "?dc=dc2&rack=r9")).isEqualTo("[\"127.0.1.1\",\"127.0.1.2\"]");
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
        cluster.node(1).lists();
        assertThat(localNodes(1, "")).isEqualTo("[]");
        cluster.node(1).listsOwnView();
        assertThat(localNodes(1, "")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void listsForADataCenterAndARack_takePrecedence() throws IOException {
        TestNode node = cluster.node(0);
        node.lists("127.0.0.9");
        node.listsDatacenter("dc1", "127.0.1.1");
        node.listsRack("dc1", "r2", "127.0.1.2");
        assertThat(localNodes(0, "")).isEqualTo("[\"127.0.1.1\"]");
        assertThat(localNodes(0, "?dc=dc1")).isEqualTo("[\"127.0.1.1\"]");
        assertThat(localNodes(0, "?rack=r2")).isEqualTo("[\"127.0.1.2\"]");
        assertThat(localNodes(0, "?dc=dc1&rack=r2")).isEqualTo("[\"127.0.1.2\"]");
        assertThat(localNodes(0, "?dc=dc1&rack=r1")).isEqualTo("[\"127.0.0.9\"]");
        assertThat(localNodes(0, "?dc=dc2")).isEqualTo("[\"127.0.0.9\"]");
        node.listsOwnView();
        assertThat(localNodes(0, "?rack=r2")).isEqualTo(listed(2));
    }

    @Test
    void hostsAreEscapedInJson() throws IOException {
        cluster.node(0).lists("x\n12:00 ERROR \"forged\"\\");
        assertThat(localNodes(0, "")).isEqualTo("[\"x\\u000a12:00 ERROR \\\"forged\\\"\\\\\"]");
    }

    @Test
    void bodyAndStatusCanBeAnything() throws IOException {
        cluster.node(0).listBody("<html>login</html>");
        assertThat(localNodes(0, "?dc=dc2")).isEqualTo("<html>login</html>");
        cluster.node(0).answerLocalNodes(CannedReply.of(403, "no"));
        assertThat(RawHttp.exchange(cluster.node(0), "GET", "/localnodes"))
                .startsWith("HTTP/1.1 403")
                .endsWith("\r\n\r\nno");
    }

    @Test
    void bodyMayBeLong() throws IOException {
        String text = "x".repeat(500_000);
        cluster.node(0).listBody(text);
        URI uri = URI.create("http://" + cluster.node(0).connectAddress() + "/localnodes");
        try (InputStream body = uri.toURL().openStream()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(text);
        }
    }

    @Test
    void overrideOfTheClusterReplacesTheListsOfItsNodes() throws IOException {
        cluster.node(0).lists("127.0.1.1");
        cluster.answerLocalNodes(CannedReply.ok("[]"));
        assertThat(localNodes(0, "")).isEqualTo("[]");
        cluster.listOwnViews();
        assertThat(localNodes(0, "")).isEqualTo("[\"127.0.1.1\"]");
    }

    @Test
    void oldServerIgnoresDataCenterAndRack() throws IOException {
        cluster.node(0).ignoreDatacenterAndRack(true);
        assertThat(localNodes(0, "?dc=dc2")).isEqualTo(listed(0, 1, 2));
        assertThat(localNodes(0, "?dc=nowhere&rack=nowhere")).isEqualTo(listed(0, 1, 2));
        assertThat(localNodes(1, "?dc=dc2")).isEqualTo(listed(3, 4));
        try (AlternatorTestCluster old = AlternatorTestCluster.builder()
                .nodes(1)
                .ignoreDatacenterAndRack()
                .start()) {
            old.node(0).ignoreDatacenterAndRack(false);
            old.reset();
            assertThat(RawHttp.get(old.node(0), "/localnodes?rack=nowhere")).contains("127.");
        }
    }

    @Test
    void isolatedNodeListsItselfAndFailsPosts_butPassesProbes() throws IOException {
        cluster.node(1).isolate();
        assertThat(localNodes(1, "")).isEqualTo(listed(1));
        assertThat(localNodes(1, "?dc=dc2")).isEqualTo("[]");
        assertThat(RawHttp.get(cluster.node(1), "/")).startsWith("healthy");
        assertThat(RawHttp.exchange(cluster.node(1), "POST", "/"))
                .startsWith("HTTP/1.1 500")
                .contains("#InternalServerError");
        cluster.node(1).heal();
        assertThat(localNodes(1, "")).isEqualTo(listed(0, 1, 2));
        assertThat(RawHttp.exchange(cluster.node(1), "POST", "/")).startsWith("HTTP/1.1 200");
    }

    @Test
    void isolatedNodeIsListedByTheOthers_forTheFailureDetectionTime() throws IOException {
        cluster.node(1).isolate();
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
        assertThat(localNodes(3, "?dc=dc1")).isEqualTo(listed(0, 1, 2));
        cluster.failureDetectionTime(Duration.ZERO);
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 2));
        assertThat(localNodes(3, "?dc=dc1")).isEqualTo(listed(0, 2));
        cluster.node(1).heal();
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void stoppedNodeIsListedForTheFailureDetectionTime() throws IOException {
        cluster.node(2).stop();
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
        cluster.failureDetectionTime(Duration.ZERO);
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1));
        assertThat(localNodes(0, "?rack=r2")).isEqualTo("[]");
        cluster.node(2).start();
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void failureDetectionTimeMustNotBeNegative() {
        assertThatThrownBy(() -> cluster.failureDetectionTime(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("failureDetectionTime: PT-0.001S is negative; use 0 or more");
    }

    @Test
    void resetRestoresOwnViewsAndTheFailureDetectionTime() throws IOException {
        cluster.node(0).listsRack("dc1", "r1", "127.0.1.1");
        cluster.node(1).isolate();
        cluster.node(2).stop();
        cluster.node(3).ignoreDatacenterAndRack(true);
        cluster.failureDetectionTime(Duration.ZERO);
        cluster.reset();
        assertThat(localNodes(0, "?rack=r1")).isEqualTo(listed(0, 1));
        assertThat(localNodes(1, "")).isEqualTo(listed(0, 1, 2));
        assertThat(localNodes(3, "?dc=dc1")).isEqualTo(listed(0, 1, 2));
        cluster.node(2).stop();
        assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void clustersOnOnePortDoNotKnowEachOther_butOneMayListTheOther() throws IOException {
        try (AlternatorTestCluster other =
                AlternatorTestCluster.builder().nodes(2).port(cluster.port()).start()) {
            assertThat(other.nodes())
                    .extracting(TestNode::address)
                    .doesNotContainAnyElementsOf(
                            cluster.nodes().stream().map(TestNode::address).toList())
                    .extracting(NodeAddress::port)
                    .containsOnly(cluster.port());
            assertThat(localNodes(0, "")).isEqualTo(listed(0, 1, 2));
            cluster.node(0).lists(other.nodes());
            assertThat(localNodes(0, "")).isEqualTo(RawHttp.get(other.node(0), "/localnodes"));
            cluster.close();
            assertThatThrownBy(() -> RawHttp.connect(cluster.node(0))).isInstanceOf(ConnectException.class);
            assertThat(RawHttp.get(other.node(0), "/")).startsWith("healthy");
        }
    }

    @Test
    void listRequestsAreCountedApartFromProbes() throws IOException {
        localNodes(0, "");
        RawHttp.get(cluster.node(0), "/");
        assertThat(cluster.node(0).listRequests()).isEqualTo(1);
        assertThat(cluster.node(0).controlRequests()).isEqualTo(2);
        cluster.node(0).resetCounters();
        assertThat(cluster.node(0).listRequests()).isZero();
    }
}
