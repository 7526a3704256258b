package io.alternator.http.sync;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ApacheWireIT extends WireContract {

    @Override
    protected DogTables clients() {
        return new SyncDogTables(ApacheHttpClient::builder);
    }
}
