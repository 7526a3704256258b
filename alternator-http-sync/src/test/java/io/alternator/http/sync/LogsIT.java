package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.CapturedLog;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the balanced client's log at DEBUG under many faults: it must contain no credentials, signatures or request bodies. */
final class LogsIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDOFNOBODY", "s3cr3tKey");
    private static final String BODY = "private-to-the-application";

    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(cluster -> cluster.nodes(3));

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @ParameterizedTest
    @EnumSource
    void transitionsAndFailuresAreLogged_withoutCredentialsOrBodies(
            RoutingStrategy strategy, AlternatorTestCluster cluster) {
        AlternatorConfig config = cluster.config()
                .strategy(strategy)
                .discoveryInterval(Duration.ofMillis(200))
                .ejectionTime(Duration.ofMillis(200))
                .stallTime(Duration.ofMillis(100))
                .probeTimeout(Duration.ofMillis(200))
                .retryStalledWrites(true) // otherwise a write waits for the hung node until Apache's timeout of 30 s
                .build();
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                DynamoDbClient client = client(config, http)) {
            Await.until("three nodes", () -> http.nodes().size() == 3);
            cluster.node(1).hang();
            put(client, 6);
            cluster.node(1).heal();
            // on all nodes: with a single connection, one faulty node might get no request
            cluster.nodes().forEach(node -> node.fail(500));
            assertThatThrownBy(() -> put(client, 1)).isInstanceOf(SdkException.class);
            cluster.nodes().forEach(node -> node.closeMidBody());
            assertThatThrownBy(() -> put(client, 1)).isInstanceOf(SdkException.class);
            cluster.nodes().forEach(node -> node.fail(503));
            assertThatThrownBy(() -> put(client, 1)).isInstanceOf(SdkException.class);
            cluster.nodes().forEach(node -> node.stop());
            Await.until("a request was sent while no node was up", () -> {
                boolean noneWasUp = http.nodes().stream().allMatch(node -> node.state() == NodeState.DOWN);
                assertThatThrownBy(() -> put(client, 1)).isInstanceOf(SdkException.class);
                return noneWasUp;
            });
        }
        assertThat(log.lines())
                .allMatch(line -> line.matches("(?s)[A-Z]+ \\[alternator-\\d+, sync] .*"))
                .anyMatch(line -> line.matches("INFO .*] Started version \\d.* with AlternatorConfig\\[seeds=.*"))
                .anyMatch(line -> line.matches("INFO .* UP => DOWN \\(.+\\) "))
                .anyMatch(line -> line.matches("DEBUG .*] RESET on .* invocation [0-9a-f-]{36}: .+"))
                .anyMatch(line -> line.matches("DEBUG .*] SERVER_ERROR on .* invocation [0-9a-f-]{36} "))
                .anyMatch(line -> line.contains("] No node is UP: all 3 are used"))
                .noneMatch(line -> line.contains(CREDENTIALS.accessKeyId())
                        || line.contains(CREDENTIALS.secretAccessKey())
                        || line.contains("AWS4-HMAC")
                        || line.contains("Signature")
                        || line.contains(BODY));
    }

    private static DynamoDbClient client(AlternatorConfig config, AlternatorHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(config.endpoint())
                .httpClient(http)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .region(Region.US_EAST_1)
                .build();
    }

    private static void put(DynamoDbClient client, int times) {
        for (int i = 0; i < times; i++) {
            client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(BODY))));
        }
    }
}
