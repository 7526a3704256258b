package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.TestClient;
import io.alternator.http.contract.TestClients;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sync clients.
 *
 * @param delegate a new builder of the HTTP client
 */
record SyncTestClients(Supplier<SdkHttpClient.Builder<?>> delegate) implements TestClients {

    @Override
    public TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new SyncTestClient(AlternatorHttpClient.wrap(delegate.get().build()), endpoint, credentials);
    }

    @Override
    public TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new SyncTestClient(AlternatorHttpClient.wrap(delegate.get(), config), config.endpoint(), credentials);
    }

    @Override
    public void putBare(URI endpoint, AwsCredentialsProvider credentials, String id) {
        try (SdkHttpClient http = delegate.get().build();
                DynamoDbClient client = SyncTestClient.dynamo(http, endpoint, credentials)
                        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build()) {
            SyncTestClient.put(client, id);
        }
    }
}
