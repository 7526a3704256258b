package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.support.ItemClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The endpoints and credentials of an SDK client, with or without the wrapper. Retries and timeouts keep the SDK's defaults, so
 * that the measurement shows what users get.
 *
 * @param endpoints used in round-robin order, one per request
 * @param config the wrapper's configuration; empty for the bare client
 */
public record ClientTarget(List<URI> endpoints, Optional<AlternatorConfig> config, AwsCredentialsProvider credentials) {

    /** Through the wrapper. */
    public static ClientTarget balanced(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new ClientTarget(List.of(config.endpoint()), Optional.of(config), credentials);
    }

    /** Without the wrapper: the SDK uses the endpoints in round-robin order, whether their nodes are alive or not. */
    public static ClientTarget bare(List<URI> endpoints, AwsCredentialsProvider credentials) {
        return new ClientTarget(endpoints, Optional.empty(), credentials);
    }

    /**
     * Builds a client that owns and closes its HTTP client.
     *
     * @param defaults of settings that the HTTP client's builder does not have
     */
    public ItemClient open(SdkHttpClient.Builder<?> bare, AttributeMap defaults) {
        SdkHttpClient.Builder<?> http = config.<SdkHttpClient.Builder<?>>map(
                        config -> AlternatorHttpClient.builder().delegate(bare).config(config))
                .orElse(bare);
        return ItemClient.of(configure(DynamoDbClient.builder(), DynamoDbClientBuilder::endpointProvider)
                .httpClientBuilder(new WithDefaults(http, defaults))
                .build());
    }

    /** The same with an async client. */
    public ItemClient open(SdkAsyncHttpClient.Builder<?> bare, AttributeMap defaults) {
        SdkAsyncHttpClient.Builder<?> http = config.<SdkAsyncHttpClient.Builder<?>>map(config ->
                        AlternatorAsyncHttpClient.builder().delegate(bare).config(config))
                .orElse(bare);
        return ItemClient.of(configure(DynamoDbAsyncClient.builder(), DynamoDbAsyncClientBuilder::endpointProvider)
                .httpClientBuilder(new AsyncWithDefaults(http, defaults))
                .build());
    }

    private record WithDefaults(SdkHttpClient.Builder<?> http, AttributeMap defaults)
            implements SdkHttpClient.Builder<WithDefaults> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return http.buildWithDefaults(defaults.merge(serviceDefaults));
        }
    }

    private record AsyncWithDefaults(SdkAsyncHttpClient.Builder<?> http, AttributeMap defaults)
            implements SdkAsyncHttpClient.Builder<AsyncWithDefaults> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return http.buildWithDefaults(defaults.merge(serviceDefaults));
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> B configure(
            B client, BiConsumer<B, DynamoDbEndpointProvider> provider) {
        if (endpoints.size() > 1) {
            provider.accept(client, inTurn());
        }
        return client.endpointOverride(endpoints.get(0))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials);
    }

    /** The SDK's default endpoint resolution, applied to the endpoints in round-robin order. Thread-safe. */
    private DynamoDbEndpointProvider inTurn() {
        DynamoDbEndpointProvider standard = DynamoDbEndpointProvider.defaultProvider();
        AtomicInteger counter = new AtomicInteger();
        return parameters -> {
            URI next = endpoints.get(Math.floorMod(counter.getAndIncrement(), endpoints.size()));
            return standard.resolveEndpoint(
                    parameters.toBuilder().endpoint(next.toString()).build());
        };
    }
}
