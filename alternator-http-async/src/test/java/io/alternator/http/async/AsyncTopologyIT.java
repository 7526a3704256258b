package io.alternator.http.async;

import io.alternator.http.contract.TestClients;
import io.alternator.http.contract.TopologyContract;

final class AsyncTopologyIT extends TopologyContract {
    @Override
    protected TestClients clients() {
        return new AsyncTestClients(NettyClients::builder);
    }
}
