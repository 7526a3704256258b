package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.ClientContract;
import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** The contract for sync clients. */
abstract class SyncContract extends ClientContract {

    abstract SdkHttpClient.Builder<?> delegate();

    abstract SdkHttpClient.Builder<?> delegateWithTinyPool();

    @Override
    protected DogTables tables() {
        return new SyncDogTables(this::delegate);
    }

    @Override
    protected TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new SyncTestClients(this::delegate).zeroConfig(endpoint, credentials);
    }

    @Override
    protected TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new SyncTestClients(this::delegate).configured(config, credentials);
    }

    @Override
    protected TestClient withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new SyncTestClients(this::delegateWithTinyPool).configured(config, credentials);
    }
}
