package io.alternator.http.sync;

import io.alternator.http.contract.ItemClients;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ApacheWireIT extends WireContract {

    @Override
    protected ItemClients clients() {
        return new SyncItemClients(ApacheHttpClient::builder);
    }
}
