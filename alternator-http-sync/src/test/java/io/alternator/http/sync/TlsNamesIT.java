package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Certificates that name the domain and no address: accepted for that domain, refused for another, and if untrusted. */
@Timeout(120)
final class TlsNamesIT {
    private static final String DOMAIN = "dog.scylla.invalid";
    private static final String OTHER_DOMAIN = "cat.scylla.invalid";
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    @RegisterExtension
    static final AlternatorClusterExtension SIGNED = AlternatorClusterExtension.of(
            cluster -> cluster.nodes(3).httpsByName(DOMAIN).verifySignatures(CREDENTIALS));

    @RegisterExtension
    static final AlternatorClusterExtension ANONYMOUS =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(3).httpsByName(DOMAIN));

    private static AlternatorTestCluster cluster(NamedClient client) {
        return (client.signs() ? SIGNED : ANONYMOUS).cluster();
    }

    private static AlternatorConfig.Builder config(NamedClient client) {
        return cluster(client)
                .config()
                .domain(DOMAIN)
                .discoveryInterval(Duration.ofMillis(300))
                .ejectionTime(Duration.ofMillis(200))
                .slowStart(Duration.ofMillis(1));
    }

    private static TrustManager[] trust(NamedClient client) {
        return cluster(client).trustManagers().toArray(TrustManager[]::new);
    }

    private static DynamoDbClient dynamo(NamedClient client, AlternatorHttpClient http, AlternatorConfig config) {
        AwsCredentialsProvider credentials =
                client.signs() ? StaticCredentialsProvider.create(CREDENTIALS) : AnonymousCredentialsProvider.create();
        return SyncTestClient.dynamoOfThreeAttempts(http, config.endpoint(), credentials);
    }

    private static void get(DynamoDbClient dynamo, int caller) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("caller " + caller));
        assertThat(dynamo.getItem(get -> get.tableName("dogs").key(key)).item()).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void certificateOfTheDomain_isAccepted_onEveryNode_andByControlCalls(NamedClient client) {
        AlternatorTestCluster cluster = cluster(client);
        AlternatorConfig config = config(client).build();
        try (AlternatorHttpClient http = client.open(config, trust(client));
                DynamoDbClient dynamo = dynamo(client, http, config);
                Load load = Load.start(6, caller -> get(dynamo, caller))) {
            Await.until(
                    "all nodes have requests", () -> cluster.nodes().stream().allMatch(node -> node.requests() > 0));
            Await.until(
                    "all nodes are asked for the list",
                    () -> cluster.nodes().stream().allMatch(node -> node.listRequests() > 0));
            assertThat(load.errors()).isEmpty();
            assertThat(http.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.UP);
        }
        if (client.name().endsWith("PER_NODE")) {
            assertThat(cluster.nodes()).allSatisfy(node -> {
                assertThat(node.receivedHosts()).containsExactly(DOMAIN + ":" + cluster.port());
                assertThat(node.receivedServerNames()).containsExactly(DOMAIN);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedNode_causesNoError_andComesBack(NamedClient client) {
        AlternatorTestCluster cluster = cluster(client);
        AlternatorConfig config = config(client).build();
        TestNode killed = cluster.node(1);
        try (AlternatorHttpClient http = client.open(config, trust(client));
                DynamoDbClient dynamo = dynamo(client, http, config);
                Load load = Load.start(6, caller -> get(dynamo, caller))) {
            Await.until(
                    "all nodes have requests", () -> cluster.nodes().stream().allMatch(node -> node.requests() > 0));
            killed.stop();
            Await.until("the node is DOWN", () -> state(http, killed) == NodeState.DOWN);
            load.awaitCalls(50);
            killed.start();
            Await.until("the node is UP", () -> state(http, killed) == NodeState.UP);
            long before = killed.requests();
            Await.until("the node has requests", () -> killed.requests() > before);
            assertThat(load.errors()).isEmpty();
        }
    }

    private static NodeState state(AlternatorHttpClient http, TestNode node) {
        return http.nodes().stream()
                .filter(status -> status.address().equals(node.address()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @ParameterizedTest
    @EnumSource
    void certificateOfAnotherDomain_isRefused(NamedClient client) {
        AlternatorConfig config = config(client).domain(OTHER_DOMAIN).build();
        try (AlternatorHttpClient http = client.open(config, trust(client));
                DynamoDbClient dynamo = dynamo(client, http, config)) {
            expectRefused(client, dynamo);
        }
    }

    @ParameterizedTest
    @EnumSource
    void untrustedCertificate_isRefused(NamedClient client) throws GeneralSecurityException {
        AlternatorConfig config = config(client).build();
        TrustManagerFactory ofTheJvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        ofTheJvm.init((KeyStore) null);
        try (AlternatorHttpClient http = client.open(config, ofTheJvm.getTrustManagers());
                DynamoDbClient dynamo = dynamo(client, http, config)) {
            expectRefused(client, dynamo);
        }
    }

    private static void expectRefused(NamedClient client, DynamoDbClient dynamo) {
        assertThatThrownBy(dynamo::listTables)
                .satisfies(failure -> assertThat(failure.getCause())
                        .satisfiesAnyOf(
                                cause -> assertThat(cause).isInstanceOf(javax.net.ssl.SSLHandshakeException.class),
                                cause -> assertThat(cause)
                                        .isInstanceOf(javax.net.ssl.SSLPeerUnverifiedException.class)));
        List<TestNode> nodes = cluster(client).nodes();
        assertThat(nodes).extracting(TestNode::requests).containsOnly(0L);
        assertThat(nodes).extracting(TestNode::controlRequests).containsOnly(0L);
    }
}
