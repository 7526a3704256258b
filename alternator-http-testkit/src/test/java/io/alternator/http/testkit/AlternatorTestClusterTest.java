package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlternatorTestClusterTest {
    private final AlternatorTestCluster cluster = AlternatorTestCluster.start(3);

    @AfterEach
    void close() {
        cluster.close();
    }

    private TestNode node() {
        return cluster.node(1);
    }

    private String listed(int... indexes) {
        List<String> hosts = Arrays.stream(indexes)
                .mapToObj(i -> "\"" + cluster.node(i).address().host() + "\"")
                .toList();
        return "[" + String.join(",", hosts) + "]";
    }

    @Test
    void nodesHaveAddressesOfTheirOwn_andOnePort() {
        assertThat(cluster.nodes()).extracting(node -> node.address().host()).doesNotHaveDuplicates();
        assertThat(cluster.nodes()).allMatch(node -> node.address().port() == cluster.port());
    }

    @Test
    void healthCheckEchoesTheHost() throws IOException {
        assertThat(Http.get(node(), "/")).isEqualTo("healthy: dog:1");
    }

    @Test
    void listNamesTheNodesOfTheAskedNodesDataCenter() throws IOException {
        TestNode other = cluster.addNode("dc2", "r1");
        assertThat(Http.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
        assertThat(Http.get(other, "/localnodes")).isEqualTo(listed(3));
        assertThat(Http.get(node(), "/localnodes?dc=dc2")).isEqualTo(listed(3));
    }

    @Test
    void listIsFilteredByDataCenterAndRack() throws IOException {
        cluster.addNode("dc1", "rack 2");
        assertThat(Http.get(node(), "/localnodes?rack=rack%202")).isEqualTo(listed(3));
        assertThat(Http.get(node(), "/localnodes?dc=dc1&rack=r1")).isEqualTo(listed(0, 1, 2));
        assertThat(Http.get(node(), "/localnodes?dc=nowhere")).isEqualTo("[]");
        assertThat(Http.get(node(), "/localnodes?rack=nowhere")).isEqualTo("[]");
    }

    @Test
    void unlistedNodeIsInNobodysList_stoppedNodeStays() throws IOException {
        cluster.node(0).unlist();
        cluster.node(2).stop();
        assertThat(Http.get(node(), "/localnodes")).isEqualTo(listed(1, 2));
        cluster.node(0).list();
        assertThat(Http.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void listCanBeToldToBeAnything() throws IOException {
        cluster.answerLocalNodes(new CannedReply(404, "no"));
        assertThat(Http.exchange(node(), "GET", "/localnodes")).startsWith("HTTP/1.1 404");
        cluster.answerLocalNodes(null);
        assertThat(Http.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void stoppedNodeRefusesConnections_andListensAgainOnTheSameAddress() throws IOException {
        node().stop();
        assertThatThrownBy(() -> Http.connect(node())).isInstanceOf(ConnectException.class);
        assertThat(node().isRunning()).isFalse();
        node().start();
        assertThat(Http.get(node(), "/")).isEqualTo("healthy: dog:1");
    }

    @Test
    void stoppedNodeResetsItsConnections() throws IOException {
        try (Socket socket = Http.connect(node())) {
            node().hang();
            Http.send(socket, "POST", "/");
            while (node().openConnections() == 0) {
                Thread.onSpinWait();
            }
            node().stop();
            assertThatThrownBy(() -> Http.receive(socket))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void hangingNodeSaysNothing_untilItHeals() throws IOException {
        node().hang();
        for (String method : List.of("GET", "POST")) {
            try (Socket socket = Http.connect(node())) {
                Http.send(socket, method, "/");
                socket.setSoTimeout(50);
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                assertThat(node().requests()).isEqualTo(method.equals("POST") ? 1 : 0);
                socket.setSoTimeout(10_000);
                node().heal();
                assertThat(Http.receive(socket)).startsWith("HTTP/1.1 200");
            }
            node().hang();
        }
    }

    @Test
    void slowNodeIsSlowToAnswerPosts_butNotProbes() throws IOException {
        node().slow(Duration.ofMinutes(1));
        assertThat(Http.get(node(), "/")).startsWith("healthy");
        try (Socket socket = Http.connect(node())) {
            Http.send(socket, "POST", "/");
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            node().heal();
            socket.setSoTimeout(10_000);
            assertThat(Http.receive(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void sickNodeAnswersAsAlternatorDoes() throws IOException {
        node().fail(503);
        assertThat(Http.exchange(node(), "POST", "/"))
                .startsWith("HTTP/1.1 503")
                .contains("#InternalServerError");
        node().shed();
        assertThat(Http.exchange(node(), "POST", "/"))
                .startsWith("HTTP/1.1 400")
                .contains("#RequestLimitExceeded");
        assertThat(Http.get(node(), "/")).startsWith("healthy");
    }

    @Test
    void bodyCanBreakOffHalfWay() throws IOException {
        String whole = Http.exchange(node(), "POST", "/");
        node().closeMidBody();
        String half = Http.exchange(node(), "POST", "/");
        assertThat(half).contains("Content-Length: 11").hasSizeBetween(whole.length() - 10, whole.length() - 1);
    }

    @Test
    void connectionCanCloseBeforeAnyHeader() throws IOException {
        node().closeBeforeHeaders();
        assertThat(Http.exchange(node(), "POST", "/")).isEmpty();
        assertThat(Http.get(node(), "/")).startsWith("healthy");
        assertThat(node().requests()).isEqualTo(1);
    }

    @Test
    void chunkCanBreakOffHalfWay() throws IOException {
        node().truncateChunk();
        assertThat(Http.exchange(node(), "POST", "/"))
                .containsIgnoringCase("Transfer-Encoding: chunked\r\n")
                .doesNotContain("Content-Length")
                .endsWith("\r\n\r\nb\r\n{\"Item");
        assertThat(Http.get(node(), "/")).startsWith("healthy");
    }

    @Test
    void connectionCanBeResetMidBody_andNoOtherIs() throws IOException {
        try (Socket bystander = Http.connect(node());
                Socket socket = Http.connect(node())) {
            Http.send(bystander, "GET", "/");
            assertThat(Http.receive(bystander)).startsWith("HTTP/1.1 200");
            node().resetMidBody();
            Http.send(socket, "POST", "/");
            StringBuilder received = new StringBuilder();
            assertThatThrownBy(() -> Http.receive(socket, received))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(received).contains("Content-Length: 11").endsWith("\r\n\r\n{\"Ite");
            Http.send(bystander, "GET", "/");
            assertThat(Http.receive(bystander)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void bodyCanHangHalfWay_untilTheNodeHeals() throws IOException {
        node().hangMidBody();
        try (Socket socket = Http.connect(node())) {
            Http.send(socket, "POST", "/");
            StringBuilder received = new StringBuilder();
            receiveHalf(socket, received);
            assertThat(Http.get(node(), "/")).startsWith("healthy");
            node().heal();
            assertThat(Http.receive(socket, received)).endsWith("{\"Item\":{}}");
        }
    }

    @Test
    void bodyThatHangsHalfWay_doesNotKeepANodeFromStopping() throws IOException {
        node().hangMidBody();
        try (Socket socket = Http.connect(node())) {
            Http.send(socket, "POST", "/");
            receiveHalf(socket, new StringBuilder());
            assertTimeoutPreemptively(Duration.ofSeconds(3), node()::stop);
            assertThatThrownBy(() -> Http.receive(socket))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(Thread.getAllStackTraces().values())
                .noneMatch(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(HalvedBody.class.getName())));
    }

    /** Until half of the body is there and silence follows. */
    private static void receiveHalf(Socket socket, StringBuilder received) throws IOException {
        socket.setSoTimeout(50);
        while (!received.toString().endsWith("\r\n\r\n{\"Ite")) {
            assertThatThrownBy(() -> Http.receive(socket, received)).isInstanceOf(SocketTimeoutException.class);
        }
        socket.setSoTimeout(10_000);
    }

    @Test
    void requestsAreCounted_andTheLastIsKept() throws IOException {
        Http.exchange(node(), "POST", "/");
        Http.get(node(), "/localnodes");
        assertThat(node().requests()).isEqualTo(1);
        assertThat(node().controlRequests()).isEqualTo(1);
        assertThat(node().acceptedConnections()).isEqualTo(2);
        assertThat(node().lastRequest().orElseThrow().header("HOST")).isEqualTo("dog:1");
        assertThat(node().lastRequest().orElseThrow().operation()).isEqualTo("GetItem");
        node().resetCounters();
        assertThat(node().requests()).isZero();
    }

    @Test
    void nodesThatShareAnAddress_areToldApartByTheTranslator() throws IOException {
        try (AlternatorTestCluster shared =
                AlternatorTestCluster.builder().nodes(3).sharedAddress().start()) {
            Set<NodeAddress> places = new HashSet<>();
            for (TestNode node : shared.nodes()) {
                NodeAddress place = shared.addressTranslator().apply(node.address());
                assertThat(place).isEqualTo(node.connectAddress());
                assertThat(place.host()).isEqualTo("127.0.0.1");
                assertThat(Http.get(node, "/")).startsWith("healthy");
                places.add(place);
            }
            assertThat(places).hasSize(3);
        }
    }

    @Test
    void clustersOfOneNodeEach_makeOneClusterOnGivenAddresses() throws IOException {
        String[] hosts = {
            cluster.node(0).address().host(), cluster.node(1).address().host()
        };
        cluster.close();
        AlternatorTestCluster.Builder given = AlternatorTestCluster.builder().addresses(cluster.port(), hosts);
        try (AlternatorTestCluster first = given.onlyNode(0).start();
                AlternatorTestCluster second = given.onlyNode(1).start()) {
            first.reset();
            assertThat(first.nodes()).extracting(TestNode::isRunning).containsExactly(true, false);
            assertThat(second.nodes()).extracting(TestNode::isRunning).containsExactly(false, true);
            assertThat(second.node(1).address()).isEqualTo(cluster.node(1).address());
            assertThat(Http.get(first.node(1), "/localnodes")).isEqualTo(listed(0, 1));
        }
    }

    @Test
    void closedClusterLeavesNoPortAndNoConnection() {
        cluster.close();
        for (TestNode node : cluster.nodes()) {
            assertThatThrownBy(() -> Http.connect(node)).isInstanceOf(ConnectException.class);
            assertThat(node.openConnections()).isZero();
        }
    }
}
