package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.DogTable;
import io.alternator.http.contract.DogTables;
import io.alternator.http.support.ItemClient;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Async clients.
 *
 * @param delegate a new builder of the HTTP client
 */
record AsyncDogTables(Supplier<SdkAsyncHttpClient.Builder<?>> delegate) implements DogTables {

    @Override
    public DogTable balanced(
            AlternatorConfig config, AwsCredentialsProvider credentials, ClientOverrideConfiguration override) {
        return open(
                AlternatorAsyncHttpClient.wrapAsync(delegate.get(), config), config.endpoint(), credentials, override);
    }

    @Override
    public DogTable bare(URI endpoint, AwsCredentialsProvider credentials, ClientOverrideConfiguration override) {
        return open(delegate.get().build(), endpoint, credentials, override);
    }

    private static DogTable open(
            SdkAsyncHttpClient http,
            URI endpoint,
            AwsCredentialsProvider credentials,
            ClientOverrideConfiguration override) {
        return new DogTable(
                ItemClient.of(AsyncTestClient.dynamo(http, endpoint, credentials)
                        .overrideConfiguration(override)
                        .build()),
                http);
    }
}
