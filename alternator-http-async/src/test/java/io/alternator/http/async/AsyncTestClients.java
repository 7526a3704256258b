package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.TestClient;
import io.alternator.http.contract.TestClients;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Async clients.
 *
 * @param delegate a new builder of the HTTP client
 */
record AsyncTestClients(Supplier<SdkAsyncHttpClient.Builder<?>> delegate) implements TestClients {

    @Override
    public TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(delegate.get().build()), endpoint, credentials);
    }

    @Override
    public TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(delegate.get(), config), config.endpoint(), credentials);
    }

    @Override
    public void putBare(URI endpoint, AwsCredentialsProvider credentials, String id) {
        try (SdkAsyncHttpClient http = delegate.get().build();
                DynamoDbAsyncClient client = AsyncTestClient.dynamo(http, endpoint, credentials)
                        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build()) {
            AsyncTestClient.put(client, id);
        }
    }
}
