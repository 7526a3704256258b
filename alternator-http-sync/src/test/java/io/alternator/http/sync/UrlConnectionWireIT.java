package io.alternator.http.sync;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionWireIT extends WireContract {

    @Override
    protected DogTables clients() {
        return new SyncDogTables(UrlConnectionHttpClient::builder);
    }

    @Override
    protected boolean keepsHost() {
        return false;
    }
}
