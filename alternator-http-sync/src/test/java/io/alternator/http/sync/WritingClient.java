package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An application that writes through a balanced client, with the SDK's default retries. */
final class WritingClient implements AutoCloseable {
    private final AlternatorHttpClient http;
    private final DynamoDbClient client;

    private WritingClient(AlternatorHttpClient http, DynamoDbClientBuilder client) {
        this.http = http;
        this.client = client.build();
    }

    /** A client with this configuration over Apache's. */
    static WritingClient configured(AlternatorConfig config) {
        AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
        return new WritingClient(http, dynamo(http, config.endpoint()));
    }

    /** A client without a configuration over Apache's. */
    static WritingClient zeroConfig(URI endpoint) {
        AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.create());
        return new WritingClient(http, dynamo(http, endpoint));
    }

    /** A client without a configuration that does not retry. */
    static WritingClient zeroConfigWithoutRetries(SdkHttpClient delegate, URI endpoint) {
        AlternatorHttpClient http = AlternatorHttpClient.wrap(delegate);
        return new WritingClient(http, withoutRetries(http, endpoint));
    }

    /** Writes once with Apache's client, not balanced and without retries. */
    static void writeBare(URI endpoint) {
        try (SdkHttpClient http = ApacheHttpClient.create();
                DynamoDbClient client = withoutRetries(http, endpoint).build()) {
            write(client);
        }
    }

    private static DynamoDbClientBuilder withoutRetries(SdkHttpClient http, URI endpoint) {
        return dynamo(http, endpoint)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    private static DynamoDbClientBuilder dynamo(SdkHttpClient http, URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("user", "password")));
    }

    private static void write(DynamoDbClient client) {
        client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS("rex"))));
    }

    /** Writes once; throws the SDK's exception if that fails. */
    void write() {
        write(client);
    }

    /** The nodes in use, whatever their health; without those that are leaving. */
    Set<NodeAddress> nodes() {
        return http.nodes().stream()
                .filter(node -> node.state() != NodeState.DRAINING)
                .map(NodeStatus::address)
                .collect(Collectors.toSet());
    }

    /** True if this node gets requests. */
    boolean isUp(NodeAddress address) {
        return http.nodes().stream().anyMatch(node -> node.address().equals(address) && node.state() == NodeState.UP);
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
