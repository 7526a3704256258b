package io.alternator.http.sync;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

final class CrtWireIT extends WireContract {

    @Override
    protected DogTables clients() {
        return new SyncDogTables(AwsCrtHttpClient::builder);
    }
}
