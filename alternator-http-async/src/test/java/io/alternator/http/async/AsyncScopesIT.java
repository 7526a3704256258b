package io.alternator.http.async;

import io.alternator.http.contract.ScopesContract;
import io.alternator.http.contract.TestClients;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

final class AsyncScopesIT extends ScopesContract {
    private static final SdkEventLoopGroup SHARED =
            SdkEventLoopGroup.builder().build(); // shared, because an event loop group closes slowly

    @Override
    protected TestClients clients() {
        return new AsyncTestClients(() -> NettyNioAsyncHttpClient.builder().eventLoopGroup(SHARED));
    }
}
