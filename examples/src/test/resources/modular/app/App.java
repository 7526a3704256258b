package app;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Writes over a sync client, loses a node, and reads over an async client. */
@SuppressWarnings("deprecation") // newer SDKs deprecate Apache's client 4
public final class App {
    private static final int ITEMS = 50;
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    private App() {}

    public static void main(String[] args) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                        .nodes(3)
                        .store()
                        .verifySignatures(CREDENTIALS.resolveCredentials())
                        .start();
                AlternatorHttpClient http = AlternatorHttpClient.wrap(
                        ApacheHttpClient.builder(),
                        cluster.config().strategy(RoutingStrategy.PER_CONNECTION).build())) {
            write(cluster, http);
            System.out.println(App.class.getModule() + " read " + read(cluster) + " of " + ITEMS + " items, "
                    + http.nodes().stream().filter(node -> node.state() == NodeState.DOWN).count() + " node down, with "
                    + http.getClass().getModule().getName());
        }
    }

    private static void write(AlternatorTestCluster cluster, AlternatorHttpClient http) {
        AlternatorConfig config = cluster.config().build();
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(config.endpoint())
                .httpClient(http)
                .credentialsProvider(CREDENTIALS)
                .region(Region.US_EAST_1)
                .build()) {
            client.createTable(table -> table.tableName("dogs")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.N)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build()));
            for (int i = 0; i < ITEMS; i++) {
                if (i == ITEMS / 2) {
                    cluster.node(1).stop();
                }
                Map<String, AttributeValue> item = item(i);
                client.putItem(put -> put.tableName("dogs").item(item));
            }
            while (http.nodes().stream().noneMatch(node -> node.state() == NodeState.DOWN)) {
                client.listTables();
            }
        }
    }

    private static long read(AlternatorTestCluster cluster) {
        AlternatorConfig config = cluster.config().build();
        try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                .endpointOverride(config.endpoint())
                .httpClientBuilder(AlternatorAsyncHttpClient.builder()
                        .delegate(NettyNioAsyncHttpClient.builder())
                        .config(config))
                .credentialsProvider(CREDENTIALS)
                .region(Region.US_EAST_1)
                .build()) {
            return IntStream.range(0, ITEMS)
                    .mapToObj(i -> client.getItem(get -> get.tableName("dogs").key(item(i))))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .filter(response -> response.hasItem())
                    .count();
        }
    }

    private static Map<String, AttributeValue> item(int id) {
        return Map.of("id", AttributeValue.fromN(Integer.toString(id)));
    }
}
