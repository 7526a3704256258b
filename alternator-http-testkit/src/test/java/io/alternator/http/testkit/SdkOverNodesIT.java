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
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A bare SDK client against individual nodes. */
final class SdkOverNodesIT {
    private static final AwsBasicCredentials GOOD = AwsBasicCredentials.create("key", "secret");
    private static final Map<String, AttributeValue> ITEM =
            Map.of("id", AttributeValue.fromS("rex"), "age", AttributeValue.fromN("7"));

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
    void dynamoDbLocal_nodesShareOneDatabase() {
        try (AlternatorTestCluster cluster =
                        AlternatorTestCluster.builder().nodes(2).dynamoDbLocal().start();
                DynamoDbClient first = client(cluster.node(0), GOOD);
                DynamoDbClient second = client(cluster.node(1), GOOD)) {
            first.createTable(CreateTableRequest.builder()
                    .tableName("dogs")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .build());
            first.putItem(put -> put.tableName("dogs").item(ITEM));
            assertThat(second.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("rex"))))
                            .item())
                    .isEqualTo(ITEM);
            assertThatThrownBy(() -> second.getItem(get -> get.tableName("cats").key(ITEM)))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("non-existent table");
        }
    }
}
