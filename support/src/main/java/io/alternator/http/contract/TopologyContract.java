package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;

/** Nodes that return wrong lists. The application must see no error, and no request may go where the lists should not lead. */
public abstract class TopologyContract extends ClusterScenarios {

    /** Three discovery intervals with their jitter of 20 %, and a second for the fetches on a loaded machine. */
    private static final Duration THREE_ROUNDS =
            INTERVAL.multipliedBy(3).multipliedBy(6).dividedBy(5).plusSeconds(1);

    private static final Duration RETURN_LIMIT = Duration.ofSeconds(10);

    /** A loopback address that refuses connections, such as a container's address seen from outside of its network. */
    private static final String UNREACHABLE = "127.200.200.200";

    /** A loopback address where another service listens on the nodes' port. */
    private static final String OTHER_SERVICE = "127.200.200.201";

    private AlternatorTestCluster start(int nodes) {
        return start(AlternatorTestCluster.builder().nodes(nodes));
    }

    /** A client whose seeds are all nodes of the cluster. */
    private TestClient client(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        return configured(config(cluster, strategy, cluster.nodes()).build());
    }

    private static URI uri(TestNode node) {
        return URI.create("http://" + node.connectAddress());
    }

    // --- one node is isolated: it lists only itself and fails every request

    @ParameterizedTest
    @EnumSource
    void isolatedNode_isRemoved_andReturnsWhenItRecovers(RoutingStrategy strategy) {
        isolatedNode(strategy, Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void isolatedNodeThatTheOthersStillList_isRemoved_andReturnsWhenItRecovers(RoutingStrategy strategy) {
        isolatedNode(strategy, Duration.ofSeconds(2));
    }

    private void isolatedNode(RoutingStrategy strategy, Duration stillListed) {
        AlternatorTestCluster cluster =
                start(AlternatorTestCluster.builder().nodes(3).failureDetectionTime(stillListed));
        TestNode isolated = cluster.node(2);
        List<TestClient> early = clients(cluster, strategy);
        try (Load earlyLoad = loadThatNeverUsesOnly(isolated, early)) {
            Await.until("all nodes are up", () -> early.stream().allMatch(client -> allUp(client, cluster)));
            isolated.isolate();
            assertThatThrownBy(() -> putBare(uri(isolated))).isInstanceOf(InternalServerErrorException.class);
            List<TestClient> late = clients(cluster, strategy);
            List<TestClient> all = Stream.concat(early.stream(), late.stream()).toList();
            try (Load lateLoad = loadThatNeverUsesOnly(isolated, late)) {
                Await.until(
                        "the isolated node is removed",
                        stillListed.plus(THREE_ROUNDS),
                        () -> all.stream()
                                .noneMatch(client -> client.addresses().contains(isolated.address())));
                isolated.heal();
                isolated.slow(RESPONSE_TIME);
                Await.until(
                        "the node is back",
                        RETURN_LIMIT,
                        () -> all.stream().allMatch(client -> client.isUp(isolated.address())));
                lateLoad.awaitCalls(20);
                assertThat(lateLoad.errors()).isEmpty();
            }
            assertThat(earlyLoad.errors()).isEmpty();
        }
    }

    private List<TestClient> clients(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        return IntStream.range(0, CALLERS)
                .mapToObj(i -> client(cluster, strategy))
                .toList();
    }

    private static boolean allUp(TestClient client, AlternatorTestCluster cluster) {
        return addresses(cluster).stream().allMatch(client::isUp);
    }

    private static Load loadThatNeverUsesOnly(TestNode node, List<TestClient> clients) {
        return Load.start(clients.size(), caller -> {
            TestClient client = clients.get(caller);
            client.put("rex");
            assertThat(client.addresses()).isNotEqualTo(Set.of(node.address()));
        });
    }

    // --- the listed addresses cannot be reached

    private enum Setup {
        ZERO_CONFIG,
        CONFIGURED_PER_REQUEST,
        CONFIGURED_PER_CONNECTION
    }

    private TestClient client(AlternatorTestCluster cluster, Setup setup) {
        return switch (setup) {
            case ZERO_CONFIG -> zeroConfig(cluster.endpoint());
            case CONFIGURED_PER_REQUEST -> client(cluster, RoutingStrategy.PER_REQUEST);
            case CONFIGURED_PER_CONNECTION -> client(cluster, RoutingStrategy.PER_CONNECTION);
        };
    }

    @ParameterizedTest
    @EnumSource
    void unreachableList_leavesTheSeedInUse_withOneWarning(Setup setup) {
        AlternatorTestCluster cluster = start(1);
        cluster.node(0).lists(UNREACHABLE);
        TestClient client = client(cluster, setup);
        try (Load load = write(client)) {
            elapse(Duration.ofMillis(2_500));
            putBare(cluster.endpoint());
            load.awaitCalls(20);
            assertThat(load.errors()).isEmpty();
        }
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains(UNREACHABLE)
                .contains("addressTranslator")
                .contains("rpc_address");
    }

    @ParameterizedTest
    @CsvSource({"302, PER_REQUEST", "401, PER_CONNECTION", "404, PER_REQUEST"})
    void listedAddressOfAnotherService_getsNoRequest_andTheSeedStaysInUse(int status, RoutingStrategy strategy)
            throws IOException {
        AlternatorTestCluster cluster = start(1);
        Set<String> methods = ConcurrentHashMap.newKeySet();
        HttpServer other = otherService(cluster.port(), status, "", methods);
        try {
            cluster.node(0).lists(OTHER_SERVICE);
            TestClient client = client(cluster, strategy);
            try (Load load = write(client)) {
                Await.until("the other service is probed", () -> !methods.isEmpty());
                elapse(INTERVAL.multipliedBy(6));
                putBare(cluster.endpoint());
                load.awaitCalls(20);
                assertThat(load.errors()).isEmpty();
            }
            assertThat(methods).containsExactly("GET");
        } finally {
            other.stop(0);
        }
    }

    private static HttpServer otherService(int port, int status, String page, Set<String> methods) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(OTHER_SERVICE, port), 0);
        server.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(status, page.isEmpty() ? -1 : page.length());
            if (!page.isEmpty()) {
                exchange.getResponseBody().write(page.getBytes(StandardCharsets.US_ASCII));
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The first list is trusted, because it names the node that answers: so the other service gets a request or two. */
    @ParameterizedTest
    @CsvSource({
        "200, <html>, PER_REQUEST",
        "200, <html>, PER_CONNECTION",
        "301, '', PER_REQUEST",
        "400, <html>, PER_CONNECTION",
        "404, <html>, PER_REQUEST",
        "405, '', PER_CONNECTION"
    })
    void anotherServiceInATrustedList_isLeft_andNoneOfItsAnswersIsPassedOn(
            int status, String page, RoutingStrategy strategy) throws IOException {
        AlternatorTestCluster cluster = start(2);
        NodeAddress service = new NodeAddress(OTHER_SERVICE, cluster.port());
        Set<String> methods = ConcurrentHashMap.newKeySet();
        HttpServer other = otherService(cluster.port(), status, page, methods);
        try {
            cluster.nodes()
                    .forEach(node -> node.lists(
                            cluster.node(0).address().host(),
                            cluster.node(1).address().host(),
                            OTHER_SERVICE));
            TestClient client = client(cluster, strategy);
            try (Load load = write(client)) {
                Await.until("the service got a request", () -> methods.contains("POST"));
                Await.until("it is left", () -> !client.isUp(service));
                load.awaitCalls(20);
                assertThat(load.errors()).isEmpty();
            }
            assertThat(allUp(client, cluster)).isTrue();
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyNodeListsAnUnreachableOne_staysInUse(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(1);
        assertThat(nodesAfterUnreachableLists(strategy, cluster, cluster.nodes()))
                .containsAll(addresses(cluster));
    }

    @ParameterizedTest
    @EnumSource
    void oneOfThreeNodesListsAnUnreachableOne_allStayInUse(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(3);
        assertThat(nodesAfterUnreachableLists(strategy, cluster, List.of(cluster.node(1))))
                .containsAll(addresses(cluster));
    }

    /** The nodes agree, so they may be replaced in the list. As seeds they still serve. */
    @ParameterizedTest
    @EnumSource
    void allNodesListAnUnreachableOne_noRequestFails(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(3);
        nodesAfterUnreachableLists(strategy, cluster, cluster.nodes());
    }

    /** Writes without an error while these nodes, after good lists, list an unreachable node. Returns the client's nodes. */
    private Set<NodeAddress> nodesAfterUnreachableLists(
            RoutingStrategy strategy, AlternatorTestCluster cluster, List<TestNode> lying) {
        TestClient client = client(cluster, strategy);
        try (Load load = write(client)) {
            Await.until("all nodes are up", () -> allUp(client, cluster));
            elapse(INTERVAL.multipliedBy(2));
            lying.forEach(node -> node.lists(UNREACHABLE));
            elapse(INTERVAL.multipliedBy(6));
            lying.forEach(node -> putBare(uri(node)));
            load.awaitCalls(20);
            assertThat(load.errors()).isEmpty();
            return client.addresses();
        }
    }

    // --- a node lists another cluster's nodes

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void listOfAnotherCluster_isLeftAfterTheOutage(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(3);
        AlternatorTestCluster other =
                start(AlternatorTestCluster.builder().nodes(3).port(cluster.port()));
        TestClient client = client(cluster, strategy);
        try (Load load = write(client)) {
            Await.until("all nodes are up", () -> allUp(client, cluster));
            cluster.node(1).stop();
            cluster.node(2).stop();
            cluster.node(0).lists(other.nodes());
            elapse(Duration.ofSeconds(3));
            cluster.node(0).listsOwnView();
            cluster.node(1).start();
            cluster.node(2).start();
            Await.until(
                    "the client is back", RETURN_LIMIT, () -> client.addresses().equals(addresses(cluster)));
            load.awaitCalls(2 * CALLERS); // requests in flight end
            int errors = load.errors().size();
            other.nodes().forEach(TestNode::resetCounters);
            elapse(INTERVAL.multipliedBy(6));
            assertThat(client.addresses()).isEqualTo(addresses(cluster));
            assertThat(other.nodes()).extracting(TestNode::requests).containsOnly(0L);
            assertThat(load.errors()).hasSize(errors);
        }
        assertThat(log.warnings())
                .filteredOn(line -> mentions(line, other))
                .singleElement()
                .matches(line -> mentions(line, cluster), "shows the view of the own cluster too");
    }

    private static boolean mentions(String line, AlternatorTestCluster cluster) {
        return cluster.nodes().stream()
                .anyMatch(node -> line.contains(node.address().host()));
    }

    // --- a list contains what is not the address of a node

    private enum BadEntry {
        HOST_NAME,
        OTHER_SERVICE,
        FORGED_LOG_LINE,
        LONG_TEXT;

        String text(AlternatorTestCluster otherService) {
            return switch (this) {
                case HOST_NAME -> "localhost";
                case OTHER_SERVICE -> otherService.seed();
                case FORGED_LOG_LINE -> "x\n12:00:00 ERROR forged";
                case LONG_TEXT -> "x".repeat(500_000);
            };
        }
    }

    static Stream<Arguments> badEntries() {
        return Arrays.stream(BadEntry.values())
                .flatMap(entry ->
                        Arrays.stream(RoutingStrategy.values()).map(strategy -> Arguments.of(entry, strategy)));
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void entryThatIsNoAddress_isSkippedAndNeverContacted_withOneWarning(BadEntry entry, RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(2);
        AlternatorTestCluster otherService = start(1);
        AlternatorTestCluster localhost = start(AlternatorTestCluster.builder().addresses(cluster.port(), "127.0.0.1"));
        cluster.nodes()
                .forEach(node -> node.lists(
                        cluster.node(0).address().host(),
                        entry.text(otherService),
                        cluster.node(1).address().host()));
        TestClient client = client(cluster, strategy);
        writeWithoutErrors(client);
        assertThat(client.addresses()).isEqualTo(addresses(cluster));
        Consumer<TestNode> isUntouched =
                node -> assertThat(node.acceptedConnections()).isZero();
        assertThat(otherService.nodes()).allSatisfy(isUntouched);
        assertThat(localhost.nodes()).allSatisfy(isUntouched);
        assertThat(log.warnings()).singleElement().asString().contains("nodeFilter");
        assertNoForgedOrLongLine();
    }

    static Stream<Arguments> textsThatAreNoLists() {
        return Stream.of("<html><body>Sign in</body></html>", "12:00:00 ERROR forged\n".repeat(25_000))
                .flatMap(text -> Arrays.stream(RoutingStrategy.values()).map(strategy -> Arguments.of(text, strategy)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("textsThatAreNoLists")
    void serverWithTextForAList_isAClusterOfOne(String text, RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(1);
        cluster.node(0).listBody(text);
        TestClient client = client(cluster, strategy);
        writeWithoutErrors(client);
        assertThat(client.addresses()).isEqualTo(addresses(cluster));
        assertNoForgedOrLongLine();
    }

    private static void writeWithoutErrors(TestClient client) {
        try (Load load = write(client)) {
            elapse(INTERVAL.multipliedBy(3));
            load.awaitCalls(20);
            assertThat(load.errors()).isEmpty();
        }
    }

    private void assertNoForgedOrLongLine() {
        assertThat(log.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1_000).doesNotContain("\n12:00:00 ERROR"));
    }
}
