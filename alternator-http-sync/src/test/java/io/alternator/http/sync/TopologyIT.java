package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;

/** Nodes that return wrong lists. The application must see no error, and no request may go where the lists should not lead. */
final class TopologyIT {
    private static final int CALLERS = 3;
    private static final Duration INTERVAL = Duration.ofMillis(300);

    /** Three discovery intervals with their jitter of 20 %, and a second for the fetches on a loaded machine. */
    private static final Duration THREE_ROUNDS =
            INTERVAL.multipliedBy(3).multipliedBy(6).dividedBy(5).plusSeconds(1);

    private static final Duration RETURN_LIMIT = Duration.ofSeconds(10);

    /** Keeps the callers from using all of the processor. */
    private static final Duration RESPONSE_TIME = Duration.ofMillis(3);

    /** A loopback address that refuses connections, such as a container's address seen from outside of its network. */
    private static final String UNREACHABLE = "127.200.200.200";

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Deque<Runnable> cleanup = new ArrayDeque<>();

    @AfterEach
    void close() {
        cleanup.forEach(Runnable::run);
    }

    private AlternatorTestCluster start(AlternatorTestCluster.Builder builder) {
        AlternatorTestCluster cluster = builder.start();
        cleanup.push(cluster::close);
        cluster.nodes().forEach(node -> node.slow(RESPONSE_TIME));
        return cluster;
    }

    private AlternatorTestCluster start(int nodes) {
        return start(AlternatorTestCluster.builder().nodes(nodes));
    }

    /** A client whose seeds are all nodes of the cluster. */
    private WritingClient client(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        AlternatorConfig config = cluster.config()
                .seeds(cluster.nodes().stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .discoveryInterval(INTERVAL)
                .strategy(strategy)
                .build();
        return opened(WritingClient.configured(config));
    }

    private WritingClient opened(WritingClient client) {
        cleanup.push(client::close);
        return client;
    }

    private static Set<NodeAddress> addresses(AlternatorTestCluster cluster) {
        return cluster.nodes().stream().map(TestNode::address).collect(Collectors.toSet());
    }

    private static URI uri(TestNode node) {
        return URI.create("http://" + node.connectAddress());
    }

    private static void elapse(Duration time) {
        long start = System.nanoTime();
        Await.until(time + " have passed", time.plusMinutes(1), () -> System.nanoTime() - start >= time.toNanos());
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
        List<WritingClient> early = clients(cluster, strategy);
        try (Load earlyLoad = loadThatNeverUsesOnly(isolated, early)) {
            Await.until("all nodes are up", () -> early.stream().allMatch(client -> allUp(client, cluster)));
            isolated.isolate();
            assertThatThrownBy(() -> WritingClient.writeBare(uri(isolated)))
                    .isInstanceOf(InternalServerErrorException.class);
            List<WritingClient> late = clients(cluster, strategy);
            List<WritingClient> all =
                    Stream.concat(early.stream(), late.stream()).toList();
            try (Load lateLoad = loadThatNeverUsesOnly(isolated, late)) {
                Await.until(
                        "the isolated node is removed",
                        stillListed.plus(THREE_ROUNDS),
                        () -> all.stream().noneMatch(client -> client.nodes().contains(isolated.address())));
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

    private List<WritingClient> clients(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        return IntStream.range(0, CALLERS)
                .mapToObj(i -> client(cluster, strategy))
                .toList();
    }

    private static boolean allUp(WritingClient client, AlternatorTestCluster cluster) {
        return addresses(cluster).stream().allMatch(client::isUp);
    }

    private static Load loadThatNeverUsesOnly(TestNode node, List<WritingClient> clients) {
        return Load.start(clients.size(), caller -> {
            WritingClient client = clients.get(caller);
            client.write();
            assertThat(client.nodes()).isNotEqualTo(Set.of(node.address()));
        });
    }

    // --- the listed addresses cannot be reached

    private enum Setup {
        ZERO_CONFIG,
        CONFIGURED_PER_REQUEST,
        CONFIGURED_PER_CONNECTION
    }

    private WritingClient client(AlternatorTestCluster cluster, Setup setup) {
        return switch (setup) {
            case ZERO_CONFIG -> opened(WritingClient.zeroConfig(cluster.endpoint()));
            case CONFIGURED_PER_REQUEST -> client(cluster, RoutingStrategy.PER_REQUEST);
            case CONFIGURED_PER_CONNECTION -> client(cluster, RoutingStrategy.PER_CONNECTION);
        };
    }

    @ParameterizedTest
    @EnumSource
    void unreachableList_leavesTheSeedInUse_withOneWarning(Setup setup) {
        AlternatorTestCluster cluster = start(1);
        cluster.node(0).lists(UNREACHABLE);
        WritingClient client = client(cluster, setup);
        try (Load load = Load.start(CALLERS, caller -> client.write())) {
            elapse(Duration.ofMillis(2_500));
            WritingClient.writeBare(cluster.endpoint());
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
        WritingClient client = client(cluster, strategy);
        try (Load load = Load.start(CALLERS, caller -> client.write())) {
            Await.until("all nodes are up", () -> allUp(client, cluster));
            elapse(INTERVAL.multipliedBy(2));
            lying.forEach(node -> node.lists(UNREACHABLE));
            elapse(INTERVAL.multipliedBy(6));
            lying.forEach(node -> WritingClient.writeBare(uri(node)));
            load.awaitCalls(20);
            assertThat(load.errors()).isEmpty();
            return client.nodes();
        }
    }

    // --- a node lists another cluster's nodes

    @ParameterizedTest
    @EnumSource
    void listOfAnotherCluster_isLeftAfterTheOutage(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(3);
        AlternatorTestCluster other =
                start(AlternatorTestCluster.builder().nodes(3).port(cluster.port()));
        WritingClient client = client(cluster, strategy);
        try (Load load = Load.start(CALLERS, caller -> client.write())) {
            Await.until("all nodes are up", () -> allUp(client, cluster));
            cluster.node(1).stop();
            cluster.node(2).stop();
            cluster.node(0).lists(other.nodes());
            elapse(Duration.ofSeconds(3));
            cluster.node(0).listsOwnView();
            cluster.node(1).start();
            cluster.node(2).start();
            Await.until("the client is back", RETURN_LIMIT, () -> client.nodes().equals(addresses(cluster)));
            load.awaitCalls(2 * CALLERS); // requests in flight end
            int errors = load.errors().size();
            other.nodes().forEach(TestNode::resetCounters);
            elapse(INTERVAL.multipliedBy(6));
            assertThat(client.nodes()).isEqualTo(addresses(cluster));
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
        WritingClient client = client(cluster, strategy);
        writeWithoutErrors(client);
        assertThat(client.nodes()).isEqualTo(addresses(cluster));
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
        WritingClient client = client(cluster, strategy);
        writeWithoutErrors(client);
        assertThat(client.nodes()).isEqualTo(addresses(cluster));
        assertNoForgedOrLongLine();
    }

    private static void writeWithoutErrors(WritingClient client) {
        try (Load load = Load.start(CALLERS, caller -> client.write())) {
            elapse(INTERVAL.multipliedBy(3));
            load.awaitCalls(20);
            assertThat(load.errors()).isEmpty();
        }
    }

    private void assertNoForgedOrLongLine() {
        assertThat(log.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1_000).doesNotContain("\n12:00:00 ERROR"));
    }

    // --- nothing listens

    /** With a back-off that doubles from 1 s, the probes and the list fetches make three attempts each in 12 s. */
    @Test
    void zeroConfigOnADeadPort_triesLessAndLessOften_whileIdle() {
        AlternatorTestCluster cluster = start(1);
        cluster.close();
        CountingClient counting = new CountingClient(ApacheHttpClient.create());
        WritingClient client = opened(WritingClient.zeroConfigWithoutRetries(counting, cluster.endpoint()));
        assertThatThrownBy(client::write).isInstanceOf(SdkClientException.class);
        long byTheRequest = counting.attempts.sum();
        elapse(Duration.ofSeconds(12));
        assertThat(counting.attempts.sum() - byTheRequest).isLessThanOrEqualTo(7);
    }

    private static final class CountingClient implements SdkHttpClient {
        private final SdkHttpClient delegate;
        private final LongAdder attempts = new LongAdder();

        private CountingClient(SdkHttpClient delegate) {
            this.delegate = delegate;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            attempts.increment();
            return delegate.prepareRequest(request);
        }

        @Override
        public String clientName() {
            return delegate.clientName();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
