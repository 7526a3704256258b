package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void nodesHaveDistinctAddressesAndTheSamePort() {
        assertThat(cluster.nodes()).extracting(node -> node.address().host()).doesNotHaveDuplicates();
        assertThat(cluster.nodes()).allMatch(node -> node.address().port() == cluster.port());
    }

    @Test
    void nodesAreCountedFrom0() {
        assertThatThrownBy(() -> cluster.node(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("node(3): the cluster has 3 nodes, counted from 0");
    }

    @Test
    void healthCheckEchoesTheHostHeader() throws IOException {
        assertThat(RawHttp.get(node(), "/")).isEqualTo("healthy: dog:1");
    }

    @Test
    void listDefaultsToTheDataCenterOfTheQueriedNode() throws IOException {
        TestNode other = cluster.addNode("dc2", "r1");
        assertThat(RawHttp.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
        assertThat(RawHttp.get(other, "/localnodes")).isEqualTo(listed(3));
        assertThat(RawHttp.get(node(), "/localnodes?dc=dc2")).isEqualTo(listed(3));
    }

    @Test
    void listIsFilteredByDataCenterAndRack() throws IOException {
        cluster.addNode("dc1", "rack 2");
        assertThat(RawHttp.get(node(), "/localnodes?rack=rack%202")).isEqualTo(listed(3));
        assertThat(RawHttp.get(node(), "/localnodes?dc=dc1&rack=r1")).isEqualTo(listed(0, 1, 2));
        assertThat(RawHttp.get(node(), "/localnodes?dc=nowhere")).isEqualTo("[]");
        assertThat(RawHttp.get(node(), "/localnodes?rack=nowhere")).isEqualTo("[]");
    }

    @Test
    void unlistedNodeIsRemovedFromAllLists_stoppedNodeStays() throws IOException {
        cluster.node(0).unlist();
        cluster.node(2).stop();
        assertThat(RawHttp.get(node(), "/localnodes")).isEqualTo(listed(1, 2));
        cluster.node(0).list();
        assertThat(RawHttp.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void answerLocalNodes_overridesTheListUntilNull() throws IOException {
        cluster.answerLocalNodes(CannedReply.of(404, "no"));
        assertThat(RawHttp.exchange(node(), "GET", "/localnodes")).startsWith("HTTP/1.1 404");
        cluster.listOwnViews();
        assertThat(RawHttp.get(node(), "/localnodes")).isEqualTo(listed(0, 1, 2));
    }

    @Test
    void stoppedNodeRefusesConnections_startListensOnTheSameAddress() throws IOException {
        node().stop();
        assertThatThrownBy(() -> RawHttp.connect(node())).isInstanceOf(ConnectException.class);
        assertThat(node().isRunning()).isFalse();
        node().start();
        assertThat(RawHttp.get(node(), "/")).isEqualTo("healthy: dog:1");
    }

    @Test
    void stoppedNodeResetsItsConnections() throws IOException {
        try (Socket socket = RawHttp.connect(node())) {
            node().hang();
            RawHttp.send(socket, "POST", "/");
            await().until(() -> node().openConnections() > 0);
            node().stop();
            assertThatThrownBy(() -> RawHttp.receive(socket))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void hangingNodeAnswersNothing_untilHealed() throws IOException {
        node().hang();
        for (String method : List.of("GET", "POST")) {
            try (Socket socket = RawHttp.connect(node())) {
                RawHttp.send(socket, method, "/");
                socket.setSoTimeout(50);
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                assertThat(node().requests()).isEqualTo(method.equals("POST") ? 1 : 0);
                socket.setSoTimeout(10_000);
                node().heal();
                assertThat(RawHttp.receive(socket)).startsWith("HTTP/1.1 200");
            }
            node().hang();
        }
    }

    @Test
    void slowNodeDelaysPosts_butNotProbes() throws IOException {
        node().slow(Duration.ofMinutes(1));
        assertThat(RawHttp.get(node(), "/")).startsWith("healthy");
        try (Socket socket = RawHttp.connect(node())) {
            RawHttp.send(socket, "POST", "/");
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            node().heal();
            socket.setSoTimeout(10_000);
            assertThat(RawHttp.receive(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void slowBodyDelaysItsSecondHalf() throws IOException {
        node().slowBody(Duration.ofMinutes(1));
        try (Socket socket = RawHttp.connect(node())) {
            RawHttp.send(socket, "POST", "/");
            socket.setSoTimeout(1_000);
            StringBuilder received = new StringBuilder();
            assertThatThrownBy(() -> {
                        while (true) {
                            received.append((char) socket.getInputStream().read());
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(received.toString()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n{\"Ite");
            node().heal();
            assertThat(socket.getInputStream().read()).isEqualTo('m');
        }
    }

    @Test
    void failAndShed_answerInAlternatorsErrorFormat() throws IOException {
        node().fail(503);
        assertThat(RawHttp.exchange(node(), "POST", "/"))
                .startsWith("HTTP/1.1 503")
                .contains("#InternalServerError");
        node().shed();
        assertThat(RawHttp.exchange(node(), "POST", "/"))
                .startsWith("HTTP/1.1 400")
                .contains("#RequestLimitExceeded");
        assertThat(RawHttp.get(node(), "/")).startsWith("healthy");
    }

    @Test
    void closeMidBody_closesAfterHalfOfTheBody() throws IOException {
        String whole = RawHttp.exchange(node(), "POST", "/");
        node().closeMidBody();
        String half = RawHttp.exchange(node(), "POST", "/");
        assertThat(half).contains("Content-Length: 11").hasSizeBetween(whole.length() - 10, whole.length() - 1);
    }

    @Test
    void closeBeforeHeaders_closesWithoutSendingAByte() throws IOException {
        node().closeBeforeHeaders();
        assertThat(RawHttp.exchange(node(), "POST", "/")).isEmpty();
        assertThat(RawHttp.get(node(), "/")).startsWith("healthy");
        assertThat(node().requests()).isEqualTo(1);
    }

    @Test
    void shedAndClose_answersWithKeepAlive_andThenCloses() throws IOException {
        node().shedAndClose();
        try (Socket socket = RawHttp.connect(node())) {
            RawHttp.send(socket, "POST", "/");
            assertThat(RawHttp.receive(socket))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("#RequestLimitExceeded")
                    .doesNotContainIgnoringCase("Connection: close");
            assertThat(socket.getInputStream().read()).isNegative();
        }
        node().failAndClose(413);
        assertThat(RawHttp.exchange(node(), "POST", "/")).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void truncateChunk_closesInTheMiddleOfAChunk() throws IOException {
        node().truncateChunk();
        assertThat(RawHttp.exchange(node(), "POST", "/"))
                .containsIgnoringCase("Transfer-Encoding: chunked\r\n")
                .doesNotContain("Content-Length")
                .endsWith("\r\n\r\nb\r\n{\"Item");
        assertThat(RawHttp.get(node(), "/")).startsWith("healthy");
    }

    @Test
    void resetMidBody_resetsOnlyThatConnection() throws IOException {
        try (Socket bystander = RawHttp.connect(node());
                Socket socket = RawHttp.connect(node())) {
            RawHttp.send(bystander, "GET", "/");
            assertThat(RawHttp.receive(bystander)).startsWith("HTTP/1.1 200");
            node().resetMidBody();
            RawHttp.send(socket, "POST", "/");
            StringBuilder received = new StringBuilder();
            assertThatThrownBy(() -> RawHttp.receive(socket, received))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(received).contains("Content-Length: 11").endsWith("\r\n\r\n{\"Ite");
            RawHttp.send(bystander, "GET", "/");
            assertThat(RawHttp.receive(bystander)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void hangMidBody_stallsUntilHealed() throws IOException {
        node().hangMidBody();
        try (Socket socket = RawHttp.connect(node())) {
            RawHttp.send(socket, "POST", "/");
            StringBuilder received = new StringBuilder();
            receiveHalf(socket, received);
            assertThat(RawHttp.get(node(), "/")).startsWith("healthy");
            node().heal();
            assertThat(RawHttp.receive(socket, received)).endsWith("{\"Item\":{}}");
        }
    }

    @Test
    void hangMidBody_doesNotBlockStop() throws IOException {
        node().hangMidBody();
        try (Socket socket = RawHttp.connect(node())) {
            RawHttp.send(socket, "POST", "/");
            receiveHalf(socket, new StringBuilder());
            assertTimeoutPreemptively(Duration.ofSeconds(3), node()::stop);
            assertThatThrownBy(() -> RawHttp.receive(socket))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(Thread.getAllStackTraces().values())
                .noneMatch(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(FaultyBody.class.getName())));
    }

    /** Reads until half of the body has arrived and nothing follows. */
    private static void receiveHalf(Socket socket, StringBuilder received) throws IOException {
        socket.setSoTimeout(50);
        while (!received.toString().endsWith("\r\n\r\n{\"Ite")) {
            assertThatThrownBy(() -> RawHttp.receive(socket, received)).isInstanceOf(SocketTimeoutException.class);
        }
        socket.setSoTimeout(10_000);
    }

    @Test
    void requestsAreCountedAndTheLastIsKept() throws IOException {
        RawHttp.exchange(node(), "POST", "/");
        RawHttp.get(node(), "/localnodes");
        assertThat(node().requests()).isEqualTo(1);
        assertThat(node().controlRequests()).isEqualTo(1);
        assertThat(node().acceptedConnections()).isEqualTo(2);
        assertThat(node().lastRequest().orElseThrow().header("HOST")).isEqualTo("dog:1");
        assertThat(node().lastRequest().orElseThrow().operation()).isEqualTo("GetItem");
        node().resetCounters();
        assertThat(node().requests()).isZero();
    }

    @Test
    void sharedAddress_translatorMapsEachNodeToItsOwnPort() throws IOException {
        try (AlternatorTestCluster shared =
                AlternatorTestCluster.builder().nodes(3).sharedAddress().start()) {
            Set<NodeAddress> translated = new HashSet<>();
            for (TestNode node : shared.nodes()) {
                NodeAddress address = shared.addressTranslator().apply(node.address());
                assertThat(address).isEqualTo(node.connectAddress());
                assertThat(address.host()).isEqualTo("127.0.0.1");
                assertThat(RawHttp.get(node, "/")).startsWith("healthy");
                translated.add(address);
            }
            assertThat(translated).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionIsNotOpen_afterItsClientHasResetIt(boolean withRequest) throws IOException {
        node().slow(Duration.ofMillis(100));
        Socket socket = RawHttp.connect(node());
        if (withRequest) {
            RawHttp.send(socket, "POST", "/");
        }
        await().until(() -> node().openConnections() > 0);
        socket.setSoLinger(true, 0);
        socket.close();
        await().until(() -> node().openConnections() == 0);
    }

    @Test
    void onlyNode_clustersOnTheSameAddressesFormOneCluster() throws IOException {
        String[] hosts = {
            cluster.node(0).address().host(), cluster.node(1).address().host()
        };
        cluster.close();
        AlternatorTestCluster.Builder builder = AlternatorTestCluster.builder().addresses(cluster.port(), hosts);
        try (AlternatorTestCluster first = builder.onlyNode(0).start();
                AlternatorTestCluster second = builder.onlyNode(1).start()) {
            first.reset();
            assertThat(first.nodes()).extracting(TestNode::isRunning).containsExactly(true, false);
            assertThat(second.nodes()).extracting(TestNode::isRunning).containsExactly(false, true);
            assertThat(second.node(1).address()).isEqualTo(cluster.node(1).address());
            assertThat(RawHttp.get(first.node(1), "/localnodes")).isEqualTo(listed(0, 1));
        }
    }

    @Test
    void closedClusterLeavesNoOpenPortOrConnection() {
        cluster.close();
        for (TestNode node : cluster.nodes()) {
            assertThatThrownBy(() -> RawHttp.connect(node)).isInstanceOf(ConnectException.class);
            assertThat(node.openConnections()).isZero();
        }
    }
}
