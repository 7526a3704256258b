package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where an SDK client is pointed at. Retries and timeouts stay the SDK's own: what users get is what is measured.
 *
 * @param config of the wrapper; empty to go without
 */
public record Route(URI endpoint, Optional<AlternatorConfig> config, AwsCredentialsProvider credentials) {

    /** By one of the wrapper's strategies. */
    public static Route balanced(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new Route(config.endpoint(), Optional.of(config), credentials);
    }

    /** Without the wrapper. */
    public static Route bare(URI endpoint, AwsCredentialsProvider credentials) {
        return new Route(endpoint, Optional.empty(), credentials);
    }

    /** A client that owns its HTTP client, and closes it. */
    public DynamoDbClient open(SdkHttpClient.Builder<?> bare) {
        SdkHttpClient.Builder<?> http = config.<SdkHttpClient.Builder<?>>map(balanced ->
                        AlternatorHttpClient.builder().delegate(bare).config(balanced))
                .orElse(bare);
        return point(DynamoDbClient.builder()).httpClientBuilder(http).build();
    }

    /** A client that owns its HTTP client, and closes it. */
    public DynamoDbAsyncClient open(SdkAsyncHttpClient.Builder<?> bare) {
        SdkAsyncHttpClient.Builder<?> http = config.<SdkAsyncHttpClient.Builder<?>>map(balanced ->
                        AlternatorAsyncHttpClient.builder().delegate(bare).config(balanced))
                .orElse(bare);
        return point(DynamoDbAsyncClient.builder()).httpClientBuilder(http).build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B point(B client) {
        return client.endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(credentials);
    }
}
