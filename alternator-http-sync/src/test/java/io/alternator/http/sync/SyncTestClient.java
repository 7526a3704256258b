package io.alternator.http.sync;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A sync DynamoDB client over a balanced HTTP client. */
class SyncTestClient implements TestClient {
    private final AlternatorHttpClient http;
    private final DynamoDbClient client;

    SyncTestClient(AlternatorHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
        this(http, endpoint, credentials, ClientOverrideConfiguration.builder().build());
    }

    /** With settings of the SDK client, such as its retry strategy. */
    SyncTestClient(
            AlternatorHttpClient http,
            URI endpoint,
            AwsCredentialsProvider credentials,
            ClientOverrideConfiguration configuration) {
        this.http = http;
        this.client = dynamo(http, endpoint, credentials)
                .overrideConfiguration(configuration)
                .build();
    }

    static DynamoDbClientBuilder dynamo(SdkHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials);
    }

    /** For tests that expect a failure: three attempts, as the default of nine takes seconds. */
    static DynamoDbClient dynamoOfThreeAttempts(SdkHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
        return dynamo(http, endpoint, credentials)
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(3)))
                .build();
    }

    static void put(DynamoDbClient client, String id) {
        client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id))));
    }

    @Override
    public Map<String, AttributeValue> get(GetItemRequest request) {
        return client.getItem(request).item();
    }

    @Override
    public void put(String id) {
        put(client, id);
    }

    @Override
    public List<NodeStatus> nodes() {
        return http.nodes();
    }

    @Override
    public ClientHealth health() {
        return http.health();
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
