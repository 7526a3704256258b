package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.ClientContract;
import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** The contract for async clients. */
abstract class AsyncContract extends ClientContract {

    abstract SdkAsyncHttpClient.Builder<?> delegate();

    abstract SdkAsyncHttpClient.Builder<?> delegateWithTinyPool();

    @Override
    protected DogTables tables() {
        return new AsyncDogTables(this::delegate);
    }

    @Override
    protected TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new AsyncTestClients(this::delegate).zeroConfig(endpoint, credentials);
    }

    @Override
    protected TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new AsyncTestClients(this::delegate).configured(config, credentials);
    }

    @Override
    protected TestClient withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new AsyncTestClients(this::delegateWithTinyPool).configured(config, credentials);
    }
}
