package io.alternator.http.sync;

import io.alternator.http.contract.ItemClients;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionWireIT extends WireContract {

    @Override
    protected ItemClients clients() {
        return new SyncItemClients(UrlConnectionHttpClient::builder);
    }

    @Override
    protected boolean keepsHost() {
        return false;
    }
}
