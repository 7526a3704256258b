package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.SheddingContract;
import io.alternator.http.contract.TestClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;

final class AsyncSheddingIT extends SheddingContract {

    @Override
    protected TestClient open(AlternatorConfig config, RetryMode mode) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(NettyClients.builder(), config),
                config.endpoint(),
                AnonymousCredentialsProvider.create(),
                ClientOverrideConfiguration.builder().retryStrategy(mode).build());
    }
}
