package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A bare SDK client against nodes, or a backend, that verify signatures. */
final class SignedRequestsIT {
    private static final AwsBasicCredentials GOOD = AwsBasicCredentials.create("key", "secret");

    private static DynamoDbClient client(TestNode node, AwsBasicCredentials credentials) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://" + node.connectAddress()))
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Test
    void verifySignatures_acceptsValidAndRejectsInvalidSignature() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                        .nodes(1)
                        .verifySignatures(GOOD)
                        .start();
                DynamoDbClient good = client(cluster.node(0), GOOD);
                DynamoDbClient bad = client(cluster.node(0), AwsBasicCredentials.create("key", "wrong"))) {
            Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("rex"));
            assertThat(good.getItem(get -> get.tableName("dogs").key(key)).item())
                    .isEqualTo(key);
            assertThatThrownBy(() -> bad.getItem(get -> get.tableName("dogs").key(key)))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("signature");
        }
    }

    @Test
    void backendGetsTheOriginalHeaders_andCanVerifyTheSignature() {
        try (AlternatorTestCluster backend = AlternatorTestCluster.builder()
                        .nodes(1)
                        .store()
                        .verifySignatures(GOOD)
                        .start();
                AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                        .nodes(2)
                        .backend(backend.endpoint())
                        .start();
                DynamoDbClient good = client(cluster.node(1), GOOD);
                DynamoDbClient bad = client(cluster.node(1), AwsBasicCredentials.create("key", "wrong"))) {
            assertThat(good.listTables().tableNames()).isEmpty();
            assertThat(backend.node(0).lastRequest().orElseThrow().header("host"))
                    .isEqualTo(cluster.node(1).connectAddress().toString());
            assertThatThrownBy(bad::listTables)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("signature");
        }
    }
}
