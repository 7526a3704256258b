package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.CapturedLog;
import io.alternator.http.contract.Load;
import io.alternator.http.internal.sdk.ClientInternals;
import io.alternator.http.internal.sdk.PoolDefaults;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.utils.AttributeMap;

/** Apache's pool is for all nodes together. */
@Timeout(60)
@Tag("platform")
final class PoolSizeIT {
    private static final int CALLERS = 8;

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static SdkHttpClient.Builder<?> builder(boolean apache5, int maxConnections) {
        if (apache5) {
            Apache5HttpClient.Builder builder = Apache5HttpClient.builder();
            return maxConnections == 0 ? builder : builder.maxConnections(maxConnections);
        }
        ApacheHttpClient.Builder builder = ApacheHttpClient.builder();
        return maxConnections == 0 ? builder : builder.maxConnections(maxConnections);
    }

    private static int size(SdkHttpClient.Builder<?> builder, RoutingStrategy strategy, String... seeds) {
        AlternatorConfig config =
                AlternatorConfig.builder().seeds(seeds).strategy(strategy).build();
        try (SdkHttpClient client =
                builder.buildWithDefaults(PoolDefaults.addTo(AttributeMap.empty(), builder, config))) {
            return ClientInternals.pool(client).max();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poolThatTheBuilderDoesNotSize_has50ConnectionsPerNode(boolean apache5) {
        String[] five = {"a", "b", "c", "d", "e"};
        assertThat(size(builder(apache5, 0), RoutingStrategy.PER_REQUEST, "a")).isEqualTo(150);
        assertThat(size(builder(apache5, 0), RoutingStrategy.PER_REQUEST, five)).isEqualTo(250);
        assertThat(size(builder(apache5, 7), RoutingStrategy.PER_REQUEST, five)).isEqualTo(7);
        assertThat(size(builder(apache5, 0), RoutingStrategy.PER_CONNECTION, five))
                .isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poolForTheCallersOnly_isAWarning(boolean apache5) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            cluster.nodes().forEach(node -> node.slow(Duration.ofMillis(5)));
            AlternatorConfig config =
                    cluster.config().discoveryInterval(Duration.ofSeconds(1)).build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(builder(apache5, CALLERS), config);
                    DynamoDbClient client = DynamoDbClient.builder()
                            .endpointOverride(config.endpoint())
                            .httpClient(http)
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .build();
                    Load load = Load.startWithoutPauses(
                            CALLERS,
                            caller -> client.getItem(get -> get.tableName("dogs")
                                    .key(Map.of("id", AttributeValue.fromS("caller-" + caller)))))) {
                Await.until("a warning", () -> !log.warnings().isEmpty());
                load.awaitCalls(2000);
                assertThat(log.warnings()).singleElement().asString().contains("3 nodes share a pool of 8 connections");
            }
        }
    }
}
