package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The recipes of docs/tls.md for client certificates and session resumption, over Netty's client. Signatures are verified. */
@Timeout(60)
final class NettyTlsRecipesIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    private Optional<AlternatorTestCluster> started = Optional.empty();

    @AfterEach
    void stop() {
        started.ifPresent(AlternatorTestCluster::close);
    }

    private AlternatorTestCluster start(NettyTls tls, AlternatorTestCluster.Builder builder) {
        assumeTrue(tls.unavailable().isEmpty(), () -> tls.unavailable().orElseThrow());
        AlternatorTestCluster cluster =
                builder.nodes(1).https().verifySignatures(CREDENTIALS).start();
        started = Optional.of(cluster);
        return cluster;
    }

    private static AlternatorAsyncHttpClient open(
            AlternatorTestCluster cluster, NettyTls tls, Duration timeToLive, KeyManager... keys) {
        TrustManager[] trust = cluster.trustManagers().toArray(TrustManager[]::new);
        return AlternatorAsyncHttpClient.wrapAsync(
                NettyClients.builder()
                        .sslProvider(tls.provider())
                        .tlsKeyManagersProvider(() -> keys)
                        .tlsTrustManagersProvider(() -> trust)
                        .connectionTimeToLive(timeToLive),
                cluster.config().build());
    }

    private static KeyManager[] keys(AlternatorTestCluster cluster, String role) {
        return cluster.keyManagers(role).toArray(KeyManager[]::new);
    }

    private static DynamoDbAsyncClient dynamo(AlternatorTestCluster cluster, AlternatorAsyncHttpClient http) {
        return AsyncTestClient.dynamo(http, cluster.endpoint(), StaticCredentialsProvider.create(CREDENTIALS))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void clientCertificate_isTheRole_oneClientForEach(NettyTls tls) {
        AlternatorTestCluster cluster =
                start(tls, AlternatorTestCluster.builder().requireClientCertificates());
        TestNode node = cluster.node(0);
        Duration ttl = Duration.ofMinutes(1);
        try (AlternatorAsyncHttpClient reader = open(cluster, tls, ttl, keys(cluster, "reader"));
                AlternatorAsyncHttpClient writer = open(cluster, tls, ttl, keys(cluster, "writer"));
                DynamoDbAsyncClient reading = dynamo(cluster, reader);
                DynamoDbAsyncClient writing = dynamo(cluster, writer)) {
            for (int i = 0; i < 3; i++) {
                reading.listTables().join();
                assertThat(node.lastRequest().orElseThrow().clientCertificate()).isEqualTo("CN=reader");
                writing.listTables().join();
                assertThat(node.lastRequest().orElseThrow().clientCertificate()).isEqualTo("CN=writer");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientWithoutACertificate_isRefused(NettyTls tls) {
        AlternatorTestCluster cluster =
                start(tls, AlternatorTestCluster.builder().requireClientCertificates());
        try (AlternatorAsyncHttpClient http = open(cluster, tls, Duration.ofMinutes(1));
                DynamoDbAsyncClient dynamo = dynamo(cluster, http)) {
            assertThatThrownBy(() -> dynamo.listTables().join()).isInstanceOf(CompletionException.class);
            assertThat(cluster.node(0).requests()).isZero();
        }
    }

    /** A connection for each request; only the first of each client proves who the node is. */
    @ParameterizedTest
    @EnumSource
    void newConnections_resumeTheSession(NettyTls tls) {
        AlternatorTestCluster cluster = start(tls, AlternatorTestCluster.builder());
        TestNode node = cluster.node(0);
        try (AlternatorAsyncHttpClient http = open(cluster, tls, Duration.ofMillis(1), keys(cluster, "any"));
                DynamoDbAsyncClient dynamo = dynamo(cluster, http)) {
            while (node.acceptedConnections() < 20) {
                dynamo.listTables().join();
            }
            assertThat(node.fullHandshakes()).isBetween(1L, 4L); // one for control calls, and one that may race it
        }
    }
}
