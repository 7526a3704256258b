package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("soak")
final class ManyNodesIT {
    private static final int NODES = 100;
    private static final int THREADS = 64;
    private static final int CALLS = 10_000;
    private static final int CALLS_PER_NODE = 40;

    @ParameterizedTest
    @ValueSource(ints = {3, NODES, 300})
    void perRequest_firstCallNeedsNoList_andAllNodesGetTheSame(int nodes) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(nodes)) {
            AlternatorConfig config = cluster.config()
                    .strategy(RoutingStrategy.PER_REQUEST)
                    .policy(LoadBalancingPolicy.roundRobin())
                    .build();
            cluster.answerLocalNodes(CannedReply.of(503, "starting"));
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                    DynamoDbClient client = dynamoDb(http, config)) {
                get(client, 0);
                cluster.listOwnViews();
                Await.until("all nodes are up", () -> nodesUp(http) == nodes);
                cluster.nodes().forEach(TestNode::resetCounters);
                for (int call = 0; call < nodes * CALLS_PER_NODE; call++) {
                    get(client, call);
                }
                assertThat(cluster.nodes()).allMatch(node -> node.requests() == CALLS_PER_NODE);
            }
        }
    }

    @Test
    void perConnection_opensNoMoreConnectionsThanThereAreThreads() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(NODES)) {
            call(cluster, RoutingStrategy.PER_CONNECTION, ApacheHttpClient.builder());
            assertThat(sum(cluster, TestNode::acceptedConnections))
                    .isLessThanOrEqualTo(THREADS + sum(cluster, TestNode::controlRequests));
        }
    }

    @Test
    void perRequest_closesNoConnection_whereThePoolIsLargeEnough() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(NODES)) {
            long closed = call(
                    cluster,
                    RoutingStrategy.PER_REQUEST,
                    ApacheHttpClient.builder().maxConnections(NODES * THREADS));
            assertThat(closed).isNotPositive();
        }
    }

    /**
     * Returns how many connections of requests had been closed when the calls were done. Each control call has a connection of its own,
     * so less than zero means that some of these were still open.
     */
    private static long call(
            AlternatorTestCluster cluster, RoutingStrategy strategy, ApacheHttpClient.Builder delegate) {
        AlternatorConfig config = cluster.config().strategy(strategy).build();
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(delegate, config);
                DynamoDbClient client = dynamoDb(http, config)) {
            Await.until("all nodes are known", () -> http.nodes().size() == NODES);
            try (Load load = Load.startWithoutPauses(THREADS, caller -> get(client, caller))) {
                load.awaitCalls(CALLS);
                assertThat(load.errors()).isEmpty();
            }
            return sum(cluster, TestNode::acceptedConnections)
                    - sum(cluster, TestNode::controlRequests)
                    - sum(cluster, TestNode::openConnections);
        }
    }

    private static DynamoDbClient dynamoDb(AlternatorHttpClient http, AlternatorConfig config) {
        return SyncTestClient.dynamo(http, config.endpoint(), AnonymousCredentialsProvider.create())
                .build();
    }

    private static void get(DynamoDbClient client, int number) {
        client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("item-" + number))));
    }

    private static long nodesUp(AlternatorHttpClient http) {
        return http.nodes().stream()
                .filter(node -> node.state() == NodeState.UP)
                .count();
    }

    private static long sum(AlternatorTestCluster cluster, ToLongFunction<TestNode> number) {
        return cluster.nodes().stream().mapToLong(number).sum();
    }
}
