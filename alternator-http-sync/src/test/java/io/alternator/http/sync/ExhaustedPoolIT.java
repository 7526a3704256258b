package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A built client, whose pool requests and probes share, with more callers than connections. */
final class ExhaustedPoolIT {
    private static final int CALLERS = 24;
    private static final int CONNECTIONS = 8;

    private final AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
    private final AlternatorConfig config = cluster.config().build();
    private final AlternatorHttpClient http = AlternatorHttpClient.wrap(
            ApacheHttpClient.builder().maxConnections(CONNECTIONS).build(), config);
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(config.endpoint())
            .httpClient(http)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    @org.junit.jupiter.api.AfterEach
    void close() {
        client.close();
        http.close();
        cluster.close();
    }

    private Load load() {
        Await.until("all nodes are known", () -> http.nodes().size() == 3);
        return Load.startWithoutPauses(
                CALLERS,
                caller -> client.getItem(
                        get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("caller-" + caller)))));
    }

    private long count(NodeState state) {
        return count(http, state);
    }

    @Test
    void hungNodeThatHoldsThePool_isTheOnlyOneEjected() {
        try (Load load = load()) {
            load.awaitCalls(500);
            TestNode hung = cluster.node(1);
            hung.hang();
            Await.until("the hung node is down", () -> count(NodeState.DOWN) > 0);
            load.awaitCalls(500);
            assertThat(http.nodes())
                    .filteredOn(node -> node.state() == NodeState.DOWN)
                    .extracting(NodeStatus::address)
                    .containsExactly(hung.address());
            hung.heal();
            assertThat(load.errors()).isEmpty();
        }
    }

    @Tag("soak")
    @Test
    void slowNodesStayUp_whenProbesGetNoConnection() {
        try (Load load = load()) {
            load.awaitCalls(500);
            cluster.nodes().forEach(node -> node.slow(Duration.ofMillis(1200)));
            load.awaitCalls(4 * CALLERS);
            assertThat(count(NodeState.UP)).isEqualTo(3);
            assertThat(load.errors()).isEmpty();
            cluster.nodes().forEach(TestNode::heal);
        }
    }

    /** The control: a bare client of the hung node, which waits for its timeout of 30 s. */
    @Test
    void poolOfOneConnection_thatAHungNodeHolds_servesTheOtherNodesSoon() {
        TestNode hung = cluster.node(1);
        try (AlternatorHttpClient one = AlternatorHttpClient.wrap(
                        ApacheHttpClient.builder().maxConnections(1).build(), config);
                DynamoDbClient balanced = dynamo(one, config.endpoint());
                SdkHttpClient bareHttp =
                        ApacheHttpClient.builder().maxConnections(1).build();
                DynamoDbClient bare = dynamo(bareHttp, URI.create("http://" + hung.connectAddress()))) {
            Await.until("all nodes are up", () -> count(one, NodeState.UP) == 3);
            AtomicLong longest = new AtomicLong();
            try (Load load = Load.start(3, caller -> longest.accumulateAndGet(timedGet(balanced), Math::max))) {
                load.awaitCalls(60);
                long longestBefore = longest.getAndSet(0);
                hung.hang();
                CompletableFuture<Void> bareRead = CompletableFuture.runAsync(() -> timedGet(bare));
                Await.until("the hung node is down", () -> count(one, NodeState.DOWN) == 1);
                load.awaitCalls(60);
                System.out.printf(
                        "pool of one: longest read %d ms before, %d ms with a hung node; bare on that node: %s%n",
                        longestBefore, longest.get(), bareRead.isDone() ? "ended" : "still waits");
                assertThat(load.errors()).isEmpty();
                assertThat(one.nodes())
                        .filteredOn(node -> node.state() == NodeState.DOWN)
                        .extracting(NodeStatus::address)
                        .containsExactly(hung.address());
                assertThat(bareRead).as("the bare client's read").isNotDone();
            } finally {
                hung.heal();
            }
        }
    }

    private static DynamoDbClient dynamo(SdkHttpClient http, URI endpoint) {
        return SyncTestClient.dynamo(http, endpoint, AnonymousCredentialsProvider.create())
                .build();
    }

    private static long count(AlternatorHttpClient http, NodeState state) {
        return http.nodes().stream().filter(node -> node.state() == state).count();
    }

    /** How long a read takes, in ms. */
    private static long timedGet(DynamoDbClient client) {
        long start = System.nanoTime();
        client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("rex"))));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
