package io.alternator.http.sync;

import io.alternator.http.contract.ItemClients;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

final class CrtWireIT extends WireContract {

    @Override
    protected ItemClients clients() {
        return new SyncItemClients(AwsCrtHttpClient::builder);
    }
}
