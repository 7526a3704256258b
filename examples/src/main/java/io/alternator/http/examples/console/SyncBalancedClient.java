package io.alternator.http.examples.console;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The SDK's sync client over Apache's HTTP client. */
record SyncBalancedClient(AlternatorHttpClient http, DynamoDbClient client) implements BalancedClient {

    static SyncBalancedClient open(AlternatorConfig config, AwsCredentialsProvider credentials) {
        AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
        return new SyncBalancedClient(
                http,
                DynamoDbClient.builder()
                        .endpointOverride(config.endpoint())
                        .httpClient(http)
                        .credentialsProvider(credentials)
                        .region(Region.US_EAST_1)
                        .build());
    }

    @Override
    public void put(PutItemRequest request) {
        client.putItem(request);
    }

    @Override
    public GetItemResponse get(GetItemRequest request) {
        return client.getItem(request);
    }

    @Override
    public List<NodeStatus> nodes() {
        return http.nodes();
    }

    @Override
    public void close() {
        client.close();
        http.close(); // the SDK does not close a client that it was given
    }
}
