package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.ForwardProxy;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Proxies that the SDK's clients take from system properties. Every request is signed, and the nodes check it. */
@Timeout(30)
final class ProxyIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("dog", "bone");

    private enum Client {
        APACHE,
        APACHE5,
        CRT;

        private SdkHttpClient.Builder<?> builder() {
            return switch (this) {
                case APACHE -> ApacheHttpClient.builder();
                case APACHE5 -> Apache5HttpClient.builder();
                case CRT -> AwsCrtHttpClient.builder();
            };
        }
    }

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .verifySignatures(CREDENTIALS)
            .start();
    private final AlternatorConfig config = cluster.config().build();
    private final Map<String, String> before = new HashMap<>();

    private void set(String property, String value) {
        before.putIfAbsent(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }

    private void useProxy(ForwardProxy proxy, String exempt) {
        set("http.proxyHost", "127.0.0.1");
        set("http.proxyPort", String.valueOf(proxy.port()));
        set("http.nonProxyHosts", exempt);
    }

    private String endpointHost() {
        return cluster.endpoint().getHost();
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
        cluster.close();
    }

    private DynamoDbClient client(SdkHttpClient http) {
        return client(http, cluster.endpoint());
    }

    private static DynamoDbClient client(SdkHttpClient http, URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(retries -> retries.retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
    }

    /** Sends signed requests until each node has had some. */
    private static void useAllNodes(DynamoDbClient client, AlternatorHttpClient http) {
        client.listTables();
        Await.until("all nodes are known", () -> http.nodes().size() == 3);
        for (int i = 0; i < 60; i++) {
            client.listTables();
        }
    }

    private void expectAllNodesUsed() {
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.requests()).isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void exemptEndpoint_exemptsAllNodes_whereTheBuilderCanBeTold(Client client) throws IOException {
        try (ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.FORBIDS)) {
            useProxy(proxy, endpointHost());
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                try (AlternatorHttpClient http = AlternatorHttpClient.wrap(
                                client.builder(),
                                config.toBuilder().strategy(strategy).build());
                        DynamoDbClient dynamo = client(http)) {
                    useAllNodes(dynamo, http);
                }
            }
            assertThat(proxy.connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void exemptEndpoint_ofAFinishedClient_isRefusedWithTheReason(Client client) throws IOException {
        try (ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.FORBIDS)) {
            useProxy(proxy, endpointHost());
            try (SdkHttpClient bare = client.builder().build()) {
                assertThatCode(client(bare)::listTables).doesNotThrowAnyException();
            }
            try (AlternatorHttpClient http =
                            AlternatorHttpClient.wrap(client.builder().build());
                    DynamoDbClient dynamo = client(http)) {
                assertThatThrownBy(() -> useAllNodes(dynamo, http))
                        .hasStackTraceContaining("exempt from the proxy 127.0.0.1:" + proxy.port())
                        .hasStackTraceContaining("useSystemPropertyValues(false)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void proxyThatReplacesTheHost_isRefusedWithTheReason(Client client) throws IOException {
        try (ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.REPLACES_HOST)) {
            useProxy(proxy, "");
            try (AlternatorHttpClient http =
                            AlternatorHttpClient.wrap(client.builder().build());
                    DynamoDbClient dynamo = client(http)) {
                assertThatThrownBy(() -> useAllNodes(dynamo, http))
                        .hasStackTraceContaining("replaces the signed Host header")
                        .hasStackTraceContaining("NO_PROXY");
                assertThatThrownBy(dynamo::listTables).hasStackTraceContaining("replaces the signed Host header");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void proxyThatKeepsTheHost_isUsedForAllNodes(Client client) throws IOException {
        try (ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.KEEPS_HOST)) {
            useProxy(proxy, "");
            try (AlternatorHttpClient http =
                            AlternatorHttpClient.wrap(client.builder().build());
                    DynamoDbClient dynamo = client(http)) {
                useAllNodes(dynamo, http);
                expectAllNodesUsed();
            }
            assertThat(proxy.connections()).isPositive();
        }
    }
}
