package io.alternator.http.async;

import io.alternator.http.contract.ScopesContract;
import io.alternator.http.contract.TestClients;

final class AsyncScopesIT extends ScopesContract {
    @Override
    protected TestClients clients() {
        return new AsyncTestClients(NettyClients::builder);
    }
}
