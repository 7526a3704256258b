package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.TlsNames;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Netty's client, whose trust managers check the domain instead of the address. Every request is signed, and the nodes check it. */
@Timeout(120)
final class NettyTlsNamesIT {
    private static final String DOMAIN = "dog.scylla.invalid";
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    @RegisterExtension
    static final AlternatorClusterExtension EXTENSION = AlternatorClusterExtension.of(
            cluster -> cluster.nodes(3).httpsByName(DOMAIN).verifySignatures(CREDENTIALS));

    private static AlternatorTestCluster cluster() {
        return EXTENSION.cluster();
    }

    private static AlternatorConfig config(RoutingStrategy strategy) {
        return cluster()
                .config()
                .domain(DOMAIN)
                .strategy(strategy)
                .discoveryInterval(Duration.ofMillis(300))
                .build();
    }

    private static AlternatorAsyncHttpClient open(
            NettyTls tls, AlternatorConfig config, String domain, TrustManager... trust) {
        assumeTrue(tls.unavailable().isEmpty(), () -> tls.unavailable().orElseThrow());
        return AlternatorAsyncHttpClient.wrapAsync(
                NettyClients.builder()
                        .sslProvider(tls.provider())
                        .tlsTrustManagersProvider(TlsNames.checkedAs(domain, () -> trust)),
                config);
    }

    static Stream<Arguments> combinations() {
        return Stream.of(NettyTls.values())
                .flatMap(tls -> Stream.of(RoutingStrategy.values()).map(strategy -> Arguments.of(tls, strategy)));
    }

    private static TrustManager[] trust() {
        return cluster().trustManagers().toArray(TrustManager[]::new);
    }

    private static DynamoDbAsyncClient dynamo(AlternatorAsyncHttpClient http, AlternatorConfig config) {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(config.endpoint())
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .build();
    }

    private static void expectAllNodesUsed(AlternatorAsyncHttpClient http, AlternatorConfig config) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("rex"));
        try (http;
                DynamoDbAsyncClient dynamo = dynamo(http, config);
                Load load = Load.start(
                        6,
                        caller -> assertThat(dynamo.getItem(
                                                get -> get.tableName("dogs").key(key))
                                        .join()
                                        .item())
                                .isEqualTo(key))) {
            Await.until(
                    "all nodes have requests",
                    () -> cluster().nodes().stream().allMatch(node -> node.requests() > 0 && node.listRequests() > 0));
            assertThat(load.errors()).isEmpty();
            assertThat(http.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.UP);
        }
    }

    private static void expectRefused(AlternatorAsyncHttpClient http, AlternatorConfig config) {
        try (http;
                DynamoDbAsyncClient dynamo = dynamo(http, config)) {
            assertThatThrownBy(() -> dynamo.listTables().join())
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(cluster().nodes()).extracting(TestNode::requests).containsOnly(0L);
            assertThat(cluster().nodes()).extracting(TestNode::controlRequests).containsOnly(0L);
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void certificateOfTheDomain_isAccepted(NettyTls tls, RoutingStrategy strategy) {
        AlternatorConfig config = config(strategy);
        expectAllNodesUsed(open(tls, config, DOMAIN, trust()), config);
    }

    @Test
    void builderPerNode_isUsedForEachNode() {
        AlternatorConfig config = config(RoutingStrategy.PER_CONNECTION);
        expectAllNodesUsed(
                AlternatorAsyncHttpClient.builder()
                        .delegate(node -> NettyClients.builder()
                                .sslProvider(SslProvider.JDK)
                                .tlsTrustManagersProvider(TlsNames.checkedAs(DOMAIN, NettyTlsNamesIT::trust)))
                        .config(config)
                        .build(),
                config);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void certificateOfAnotherDomain_isRefused(NettyTls tls, RoutingStrategy strategy) {
        AlternatorConfig config = config(strategy);
        expectRefused(open(tls, config, "cat.scylla.invalid", trust()), config);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void untrustedCertificate_isRefused(NettyTls tls, RoutingStrategy strategy) throws GeneralSecurityException {
        TrustManagerFactory ofTheJvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        ofTheJvm.init((KeyStore) null);
        AlternatorConfig config = config(strategy);
        expectRefused(open(tls, config, DOMAIN, ofTheJvm.getTrustManagers()), config);
    }

    @Test
    void clientsThatResolveNamesThemselves_cannotKeepTheEndpointsName() {
        AlternatorConfig config = config(RoutingStrategy.PER_CONNECTION).toBuilder()
                .keepEndpointName(true)
                .build();
        expectNoHook(NettyClients.builder(), config, "NettyNioAsyncHttpClient");
        expectNoHook(AwsCrtAsyncHttpClient.builder(), config, "AwsCrtAsyncHttpClient");
    }

    private static void expectNoHook(SdkAsyncHttpClient.Builder<?> client, AlternatorConfig config, String name) {
        AlternatorAsyncHttpClient.Builder builder =
                AlternatorAsyncHttpClient.builder().delegate(node -> client).config(config);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("keepEndpointName: " + name + " resolves names by itself");
    }
}
