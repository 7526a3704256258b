package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The recipes of docs/tls.md for a private authority, client certificates and session resumption. Signatures are verified, except those
 * of UrlConnection, which sends none.
 */
@Timeout(60)
final class TlsRecipesIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    private AlternatorTestCluster cluster =
            AlternatorTestCluster.builder().nodes(1).start();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void start(AlternatorTestCluster.Builder builder) {
        cluster.close();
        cluster = builder.verifySignatures(CREDENTIALS).start();
    }

    private void start(Client client, AlternatorTestCluster.Builder builder) {
        cluster.close();
        cluster = (client.signs() ? builder.verifySignatures(CREDENTIALS) : builder).start();
    }

    private TrustManager[] trust() {
        return cluster.trustManagers().toArray(TrustManager[]::new);
    }

    private DynamoDbClient dynamo(SdkHttpClient http) {
        return dynamo(http, StaticCredentialsProvider.create(CREDENTIALS));
    }

    private DynamoDbClient dynamo(Client client, SdkHttpClient http) {
        return client.signs() ? dynamo(http) : dynamo(http, AnonymousCredentialsProvider.create());
    }

    private DynamoDbClient dynamo(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return SyncTestClient.dynamoOfThreeAttempts(http, cluster.endpoint(), credentials);
    }

    @Test
    void privateAuthority_fromAPemFile(@TempDir Path directory) throws GeneralSecurityException, IOException {
        start(AlternatorTestCluster.builder().nodes(2).https());
        Path pem = directory.resolve("ca.pem");
        Certificate authority = ((X509TrustManager) trust()[0]).getAcceptedIssuers()[0];
        Files.write(pem, authority.getEncoded());

        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "cluster",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        AlternatorConfig config = cluster.config().build();
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(
                        ApacheHttpClient.builder().tlsTrustManagersProvider(factory::getTrustManagers), config);
                DynamoDbClient dynamo = dynamo(http)) {
            assertThat(dynamo.listTables().tableNames()).containsExactly("dogs");
        }
    }

    private enum Client {
        APACHE,
        APACHE5,
        URL_CONNECTION;

        private boolean signs() {
            return this != URL_CONNECTION;
        }

        private SdkHttpClient.Builder<?> builder(KeyManager[] keys, TrustManager[] trust, Duration timeToLive) {
            return switch (this) {
                case APACHE ->
                    ApacheHttpClient.builder()
                            .tlsKeyManagersProvider(() -> keys)
                            .tlsTrustManagersProvider(() -> trust)
                            .connectionTimeToLive(timeToLive);
                case APACHE5 ->
                    Apache5HttpClient.builder()
                            .tlsKeyManagersProvider(() -> keys)
                            .tlsTrustManagersProvider(() -> trust)
                            .connectionTimeToLive(timeToLive);
                case URL_CONNECTION -> // keeps connections for as long as the JVM likes
                    UrlConnectionHttpClient.builder()
                            .tlsKeyManagersProvider(() -> keys)
                            .tlsTrustManagersProvider(() -> trust);
            };
        }
    }

    private AlternatorHttpClient as(Client client, String role, Duration timeToLive) {
        return open(client, cluster.keyManagers(role).toArray(KeyManager[]::new), timeToLive);
    }

    private AlternatorHttpClient open(Client client, KeyManager[] keys, Duration timeToLive) {
        return AlternatorHttpClient.wrap(
                client.builder(keys, trust(), timeToLive), cluster.config().build());
    }

    @ParameterizedTest
    @EnumSource
    void clientCertificate_isTheRole_oneClientForEach(Client client) {
        start(client, AlternatorTestCluster.builder().nodes(1).https().requireClientCertificates());
        TestNode node = cluster.node(0);
        try (AlternatorHttpClient reader = as(client, "reader", Duration.ofMinutes(1));
                AlternatorHttpClient writer = as(client, "writer", Duration.ofMinutes(1));
                DynamoDbClient reading = dynamo(client, reader);
                DynamoDbClient writing = dynamo(client, writer)) {
            for (int i = 0; i < 3; i++) {
                reading.listTables();
                assertThat(node.lastRequest().orElseThrow().clientCertificate()).isEqualTo("CN=reader");
                writing.listTables();
                assertThat(node.lastRequest().orElseThrow().clientCertificate()).isEqualTo("CN=writer");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientWithoutACertificate_isRefused(Client client) {
        start(client, AlternatorTestCluster.builder().nodes(1).https().requireClientCertificates());
        try (AlternatorHttpClient http = open(client, new KeyManager[0], Duration.ofMinutes(1));
                DynamoDbClient dynamo = dynamo(client, http)) {
            assertThatThrownBy(dynamo::listTables).isInstanceOf(SdkException.class);
            assertThat(cluster.node(0).requests()).isZero();
        }
    }

    /** A connection for each request; only the first of each client proves who the node is. */
    @ParameterizedTest
    @EnumSource
    void newConnections_resumeTheSession(Client client) {
        start(client, AlternatorTestCluster.builder().nodes(1).https());
        TestNode node = cluster.node(0);
        if (client == Client.URL_CONNECTION) {
            node.failAndClose(200); // the node ends each connection, as this client has no time to live
        }
        try (AlternatorHttpClient http = as(client, "any", Duration.ofMillis(1));
                DynamoDbClient dynamo = dynamo(client, http)) {
            while (node.acceptedConnections() < 20) {
                dynamo.listTables();
            }
            assertThat(node.fullHandshakes()).isBetween(1L, 4L); // one for control calls, and one that may race it
        }
    }
}
