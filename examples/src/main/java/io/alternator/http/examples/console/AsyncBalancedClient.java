package io.alternator.http.examples.console;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The SDK's async client over Netty. */
record AsyncBalancedClient(AlternatorAsyncHttpClient http, DynamoDbAsyncClient client) implements BalancedClient {

    static AsyncBalancedClient open(AlternatorConfig config, AwsCredentialsProvider credentials) {
        AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
        return new AsyncBalancedClient(
                http,
                DynamoDbAsyncClient.builder()
                        .endpointOverride(config.endpoint())
                        .httpClient(http)
                        .credentialsProvider(credentials)
                        .region(Region.US_EAST_1)
                        .build());
    }

    @Override
    public void put(PutItemRequest request) {
        client.putItem(request).join();
    }

    @Override
    public GetItemResponse get(GetItemRequest request) {
        return client.getItem(request).join();
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
