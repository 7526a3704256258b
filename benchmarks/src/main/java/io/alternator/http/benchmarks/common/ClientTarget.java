package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.support.ItemClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The endpoints and credentials of an SDK client, with or without the wrapper. Retries and timeouts keep the SDK's defaults, so
 * that the measurement shows what users get.
 *
 * @param config the wrapper's configuration, which also has the bare client's endpoints
 * @param signed false for anonymous requests
 */
public record ClientTarget(Contender contender, AlternatorConfig config, boolean signed) {
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("alternator", "secret"));

    /**
     * Builds a client that owns and closes its HTTP client.
     *
     * @param defaults of settings that the HTTP client's builder does not have
     */
    ItemClient open(SdkHttpClient.Builder<?> bare, AttributeMap defaults) {
        SdkHttpClient.Builder<?> http = contender.isBare()
                ? bare
                : AlternatorHttpClient.builder().delegate(bare).config(config);
        return ItemClient.of(configure(DynamoDbClient.builder())
                .httpClientBuilder(service -> http.buildWithDefaults(defaults.merge(service)))
                .build());
    }

    /** The same with an async client. */
    ItemClient open(SdkAsyncHttpClient.Builder<?> bare, AttributeMap defaults) {
        SdkAsyncHttpClient.Builder<?> http = contender.isBare()
                ? bare
                : AlternatorAsyncHttpClient.builder().delegate(bare).config(config);
        return ItemClient.of(configure(DynamoDbAsyncClient.builder())
                .httpClientBuilder(service -> http.buildWithDefaults(defaults.merge(service)))
                .build());
    }

    private <B extends DynamoDbBaseClientBuilder<B, C>, C> B configure(B client) {
        if (contender == Contender.BARE_IN_TURN) {
            client.endpointProvider(inTurn(config.seeds()));
        }
        return ItemClient.configure(
                client, config.endpoint(), signed ? CREDENTIALS : AnonymousCredentialsProvider.create());
    }

    /** The SDK's default endpoint resolution, applied to the nodes in round-robin order, alive or not. Thread-safe. */
    private static DynamoDbEndpointProvider inTurn(List<NodeAddress> nodes) {
        DynamoDbEndpointProvider standard = DynamoDbEndpointProvider.defaultProvider();
        AtomicInteger counter = new AtomicInteger();
        return parameters -> {
            NodeAddress next = nodes.get(Math.floorMod(counter.getAndIncrement(), nodes.size()));
            return standard.resolveEndpoint(
                    parameters.toBuilder().endpoint("http://" + next).build());
        };
    }
}
