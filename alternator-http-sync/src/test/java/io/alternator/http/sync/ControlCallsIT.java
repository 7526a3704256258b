package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Discovery and probes, while calls to another service hang and hold all connections of a client. */
@Timeout(90)
final class ControlCallsIT {
    private static final int CONNECTIONS = 2;

    private final AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServerSocket silent =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // accepts, never answers
    private final Deque<ExecutableHttpRequest> hanging = new ArrayDeque<>();

    ControlCallsIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        hanging.forEach(ExecutableHttpRequest::abort);
        silent.close();
        cluster.close();
    }

    private AlternatorConfig config(RoutingStrategy strategy) {
        return cluster.config()
                .strategy(strategy)
                .discoveryInterval(Duration.ofMillis(500))
                .meterRegistry(registry)
                .build();
    }

    private static SdkHttpClient.Builder<?> builder(boolean apache5) {
        Duration acquisition = Duration.ofMillis(300);
        return apache5
                ? Apache5HttpClient.builder().maxConnections(CONNECTIONS).connectionAcquisitionTimeout(acquisition)
                : ApacheHttpClient.builder().maxConnections(CONNECTIONS).connectionAcquisitionTimeout(acquisition);
    }

    private static DynamoDbClient dynamo(AlternatorHttpClient http, AlternatorConfig config) {
        return DynamoDbClient.builder()
                .endpointOverride(config.endpoint())
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static void get(DynamoDbClient client, int caller) {
        client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("caller-" + caller))));
    }

    /** Begins calls to another service, as many as the client has connections to all hosts. */
    private void hangOtherService(AlternatorHttpClient http) {
        for (int i = 0; i < CONNECTIONS; i++) {
            ExecutableHttpRequest call = http.prepareRequest(HttpExecuteRequest.builder()
                    .request(SdkHttpRequest.builder()
                            .method(SdkHttpMethod.GET)
                            .uri(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/bucket/key"))
                            .build())
                    .build());
            hanging.add(call);
            Thread caller = new Thread(
                    () -> {
                        try {
                            call.call();
                        } catch (IOException | RuntimeException ended) {
                            // by the abort
                        }
                    },
                    "hanging");
            caller.setDaemon(true);
            caller.start();
        }
    }

    private static void awaitUp(AlternatorHttpClient http, int nodes) {
        Await.until(
                nodes + " nodes are up",
                () -> http.nodes().size() == nodes
                        && http.nodes().stream().allMatch(node -> node.state() == NodeState.UP));
    }

    private double ejections() {
        return registry.find("alternator.client.ejections").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private long fetches(String outcome) {
        return registry.find("alternator.client.discovery.refresh").tag("outcome", outcome).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"PER_CONNECTION, false", "PER_CONNECTION, true", "PER_REQUEST, false"})
    void callsToAnotherService_holdUpNoControlCall_withABuilder(RoutingStrategy strategy, boolean apache5) {
        AlternatorConfig config = config(strategy);
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(builder(apache5), config);
                DynamoDbClient client = dynamo(http, config)) {
            awaitUp(http, 3);
            hangOtherService(http);
            try (Load load = Load.start(1, caller -> get(client, caller))) {
                long before = fetches("nodes");
                Await.until("seven lists", () -> fetches("nodes") >= before + 7);
                cluster.addNode();
                awaitUp(http, 4);
                load.awaitCalls(1);
                if (strategy
                        == RoutingStrategy.PER_CONNECTION) { // else requests share the pool, as with the bare client
                    assertThat(load.errors()).isEmpty();
                }
            }
            assertThat(fetches("unreachable")).isZero();
            assertThat(ejections()).isZero();
        }
    }

    /** One client is all there is, so requests wait for its pool, as with the bare client: its timeouts are nobody's fault. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsToAnotherService_holdUpNoControlCall_ofAFinishedClient(boolean apache5) {
        AlternatorConfig config = config(RoutingStrategy.PER_REQUEST);
        try (AlternatorHttpClient http =
                        AlternatorHttpClient.wrap(builder(apache5).build(), config);
                DynamoDbClient client = dynamo(http, config)) {
            awaitUp(http, 3);
            hangOtherService(http);
            try (Load load = Load.start(4, caller -> get(client, caller))) {
                load.awaitCalls(8);
                cluster.addNode();
                awaitUp(http, 4);
                assertThat(load.errors()).isNotEmpty();
            }
            assertThat(registry.find("alternator.client.requests").timers())
                    .filteredOn(timer -> timer.count() > 0)
                    .extracting(timer -> timer.getId().getTag("outcome"))
                    .contains("pool_timeout")
                    .isSubsetOf("pool_timeout", "success"); // a hanging call may itself have waited too long
            assertThat(ejections()).isZero();
        }
    }

    @Test
    void clientForOtherServices_isBuiltWithTheirFirstCall_andClosed() {
        FakeClient.Builder builder = new FakeClient.Builder();
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("n1")
                .strategy(RoutingStrategy.PER_CONNECTION)
                .build();
        AlternatorHttpClient http = AlternatorHttpClient.wrap(builder, config);
        assertThat(http.clientName()).isEqualTo("Fake");
        assertThat(builder.built).hasSize(1); // for control calls
        hangOtherService(http);
        assertThat(builder.built).hasSize(2);
        http.close();
        assertThat(builder.built).allMatch(client -> client.closed.get() == 1);
    }
}
