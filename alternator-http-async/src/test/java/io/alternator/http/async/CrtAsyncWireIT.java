package io.alternator.http.async;

import io.alternator.http.contract.ItemClients;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

final class CrtAsyncWireIT extends WireContract {

    @Override
    protected ItemClients clients() {
        return new AsyncItemClients(AwsCrtAsyncHttpClient::builder);
    }
}
