package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.SheddingContract;
import io.alternator.http.contract.TestClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class SheddingIT extends SheddingContract {

    @Override
    protected TestClient open(AlternatorConfig config, RetryMode mode) {
        return new SyncTestClient(
                AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config),
                config.endpoint(),
                AnonymousCredentialsProvider.create(),
                ClientOverrideConfiguration.builder().retryStrategy(mode).build());
    }
}
