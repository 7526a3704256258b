package io.alternator.http.sync;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

final class Apache5WireIT extends WireContract {

    @Override
    protected DogTables clients() {
        return new SyncDogTables(Apache5HttpClient::builder);
    }
}
