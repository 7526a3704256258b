package io.alternator.http.async;

import io.alternator.http.contract.DogTables;
import io.alternator.http.contract.WireContract;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

final class NettyWireIT extends WireContract {
    private static final SdkEventLoopGroup SHARED =
            SdkEventLoopGroup.builder().build(); // shared, because an event loop group closes slowly

    @Override
    protected DogTables clients() {
        return new AsyncDogTables(() -> NettyNioAsyncHttpClient.builder().eventLoopGroup(SHARED));
    }
}
