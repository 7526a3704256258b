package io.alternator.http.async;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

final class CrtAsyncWireIT extends WireContract {

    @Override
    protected DogTables clients() {
        return new AsyncDogTables(AwsCrtAsyncHttpClient::builder);
    }
}
