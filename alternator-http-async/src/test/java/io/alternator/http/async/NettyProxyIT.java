package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.ForwardProxy;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Netty's client with a proxy. Every request is signed, and the nodes check it. */
@Timeout(30)
@Tag("platform")
final class NettyProxyIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("dog", "bone");

    private void useAllNodes(AlternatorTestCluster cluster, AlternatorAsyncHttpClient http) {
        try (http;
                DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                        .endpointOverride(cluster.endpoint())
                        .httpClient(http)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                        .build()) {
            client.listTables().join();
            Await.until("all nodes are known", () -> http.nodes().size() == 3);
            for (int i = 0; i < 30; i++) {
                client.listTables().join();
            }
        }
    }

    private static AlternatorTestCluster cluster() {
        return AlternatorTestCluster.builder()
                .nodes(3)
                .verifySignatures(CREDENTIALS)
                .start();
    }

    private static NettyNioAsyncHttpClient.Builder netty(ForwardProxy proxy, String... exempt) {
        return NettyClients.builder()
                .proxyConfiguration(ProxyConfiguration.builder()
                        .host("127.0.0.1")
                        .port(proxy.port())
                        .nonProxyHosts(java.util.Set.of(exempt))
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void exemptEndpoint_exemptsAllNodes(RoutingStrategy strategy) throws IOException {
        try (AlternatorTestCluster cluster = cluster();
                ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.FORBIDS)) {
            AlternatorConfig config = cluster.config().strategy(strategy).build();
            useAllNodes(
                    cluster,
                    AlternatorAsyncHttpClient.wrapAsync(
                            netty(proxy, cluster.endpoint().getHost()), config));
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void tunnelledRequests_keepTheirSignature() throws IOException {
        try (AlternatorTestCluster cluster = cluster();
                ForwardProxy proxy = new ForwardProxy(ForwardProxy.Kind.REPLACES_HOST)) {
            useAllNodes(
                    cluster, AlternatorAsyncHttpClient.wrapAsync(netty(proxy).build()));
            assertThat(proxy.connections()).isPositive();
        }
    }
}
