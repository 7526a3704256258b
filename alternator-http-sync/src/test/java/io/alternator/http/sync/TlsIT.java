package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The wrapped client's TLS trust applies to requests and control calls alike. */
final class TlsIT {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("rex"));

    private static DynamoDbClient client(AlternatorHttpClient http, AlternatorConfig config) {
        return SyncTestClient.dynamoOfThreeAttempts(http, config.endpoint(), AnonymousCredentialsProvider.create());
    }

    @Test
    void certificatesAreVerifiedForTheNodesAddress_withADomainThatDoesNotResolve() {
        try (AlternatorTestCluster cluster =
                AlternatorTestCluster.builder().nodes(3).https().start()) {
            AlternatorConfig config = cluster.config()
                    .domain("dog.scylla.invalid")
                    .policy(LoadBalancingPolicy.roundRobin()) // spreads evenly even on a cold JVM
                    .build();
            TrustManager[] trust = cluster.trustManagers().toArray(TrustManager[]::new);
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(
                            ApacheHttpClient.builder().tlsTrustManagersProvider(() -> trust), config);
                    DynamoDbClient client = client(http, config)) {
                Await.until("all nodes are known", () -> http.nodes().size() == 3);
                for (int i = 0; i < 9; i++) {
                    assertThat(client.getItem(get -> get.tableName("dogs").key(KEY))
                                    .item())
                            .isEqualTo(KEY);
                }
                assertThat(cluster.nodes()).extracting(TestNode::requests).containsOnly(3L);
            }
        }
    }

    @Test
    void untrustedNode_getsNoRequest() {
        try (AlternatorTestCluster cluster =
                AlternatorTestCluster.builder().nodes(1).https().start()) {
            AlternatorConfig config = cluster.config().build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                    DynamoDbClient client = client(http, config)) {
                assertThatThrownBy(() ->
                                client.getItem(get -> get.tableName("dogs").key(KEY)))
                        .hasRootCauseInstanceOf(Exception.class)
                        .hasStackTraceContaining(SSLHandshakeException.class.getName());
                assertThat(cluster.node(0).requests()).isZero();
                assertThat(http.nodes()).singleElement().satisfies(node -> {
                    assertThat(node.state()).isEqualTo(NodeState.DOWN);
                    assertThat(node.reason()).contains("tls_error");
                });
            }
        }
    }
}
