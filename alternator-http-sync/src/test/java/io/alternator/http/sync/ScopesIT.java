package io.alternator.http.sync;

import io.alternator.http.contract.ScopesContract;
import io.alternator.http.contract.TestClients;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ScopesIT extends ScopesContract {

    @Override
    protected TestClients clients() {
        return new SyncTestClients(ApacheHttpClient::builder);
    }
}
