package io.alternator.http.sync;

import io.alternator.http.contract.ItemClients;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

final class Apache5WireIT extends WireContract {

    @Override
    protected ItemClients clients() {
        return new SyncItemClients(Apache5HttpClient::builder);
    }
}
