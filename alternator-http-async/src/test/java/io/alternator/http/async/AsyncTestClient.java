package io.alternator.http.async;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.DogTable;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** An async DynamoDB client over a balanced HTTP client. Its methods wait for the response. */
class AsyncTestClient implements TestClient {
    private final AlternatorAsyncHttpClient http;
    private final DynamoDbAsyncClient client;

    AsyncTestClient(AlternatorAsyncHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
        this(http, endpoint, credentials, ClientOverrideConfiguration.builder().build());
    }

    /** With settings of the SDK client, such as its retry strategy. */
    AsyncTestClient(
            AlternatorAsyncHttpClient http,
            URI endpoint,
            AwsCredentialsProvider credentials,
            ClientOverrideConfiguration configuration) {
        this.http = http;
        this.client = dynamo(http, endpoint, credentials)
                .overrideConfiguration(configuration)
                .build();
    }

    static DynamoDbAsyncClientBuilder dynamo(
            SdkAsyncHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
        return DynamoDbAsyncClient.builder()
                .httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials);
    }

    static void put(DynamoDbAsyncClient client, String id) {
        DogTable.join(client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id)))));
    }

    @Override
    public Map<String, AttributeValue> get(GetItemRequest request) {
        return DogTable.join(client.getItem(request)).item();
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
