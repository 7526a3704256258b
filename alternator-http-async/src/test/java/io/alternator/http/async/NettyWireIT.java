package io.alternator.http.async;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;

final class NettyWireIT extends WireContract {
    @Override
    protected DogTables clients() {
        return new AsyncDogTables(NettyClients::builder);
    }
}
