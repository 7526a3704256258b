package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ManyNodesIT {
    private static final int NODES = 100;
    private static final int THREADS = 64;

    @Test
    void perConnection_opensNoMoreConnectionsThanThereAreThreads() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(NODES)) {
            AlternatorConfig config =
                    cluster.config().strategy(RoutingStrategy.PER_CONNECTION).build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                    DynamoDbClient client = DynamoDbClient.builder()
                            .endpointOverride(config.endpoint())
                            .httpClient(http)
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .build()) {
                Await.until("all nodes are known", () -> http.nodes().size() == NODES);
                try (Load load = Load.start(
                        THREADS,
                        caller -> client.getItem(get ->
                                get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("caller-" + caller)))))) {
                    load.awaitCalls(10_000);
                    assertThat(load.errors()).isEmpty();
                }
                long opened = cluster.nodes().stream()
                        .mapToLong(TestNode::acceptedConnections)
                        .sum();
                long control = cluster.nodes().stream()
                        .mapToLong(TestNode::controlRequests)
                        .sum();
                assertThat(opened).isLessThanOrEqualTo(THREADS + control);
            }
        }
    }
}
