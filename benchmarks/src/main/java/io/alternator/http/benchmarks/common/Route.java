package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;

/**
 * Where an SDK client is pointed at. Retries and timeouts stay the SDK's own: what users get is what is measured.
 *
 * @param endpoints taken in turn, from request to request
 * @param config of the wrapper; empty to go without
 */
public record Route(List<URI> endpoints, Optional<AlternatorConfig> config, AwsCredentialsProvider credentials) {

    /** By one of the wrapper's strategies. */
    public static Route balanced(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new Route(List.of(config.endpoint()), Optional.of(config), credentials);
    }

    /** Without the wrapper: the SDK takes one endpoint after the other, without looking whether anybody is there. */
    public static Route bare(List<URI> endpoints, AwsCredentialsProvider credentials) {
        return new Route(endpoints, Optional.empty(), credentials);
    }

    /** A client that owns its HTTP client, and closes it. */
    public DynamoDbClient open(SdkHttpClient.Builder<?> bare) {
        SdkHttpClient.Builder<?> http = config.<SdkHttpClient.Builder<?>>map(balanced ->
                        AlternatorHttpClient.builder().delegate(bare).config(balanced))
                .orElse(bare);
        return point(DynamoDbClient.builder(), DynamoDbClientBuilder::endpointProvider)
                .httpClientBuilder(http)
                .build();
    }

    /** A client that owns its HTTP client, and closes it. */
    public DynamoDbAsyncClient open(SdkAsyncHttpClient.Builder<?> bare) {
        SdkAsyncHttpClient.Builder<?> http = config.<SdkAsyncHttpClient.Builder<?>>map(balanced ->
                        AlternatorAsyncHttpClient.builder().delegate(bare).config(balanced))
                .orElse(bare);
        return point(DynamoDbAsyncClient.builder(), DynamoDbAsyncClientBuilder::endpointProvider)
                .httpClientBuilder(http)
                .build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B point(B client, BiConsumer<B, DynamoDbEndpointProvider> provider) {
        if (endpoints.size() > 1) {
            provider.accept(client, new EndpointsInTurn(endpoints));
        }
        return client.endpointOverride(endpoints.get(0))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials);
    }
}
