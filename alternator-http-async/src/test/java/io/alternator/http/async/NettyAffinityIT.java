package io.alternator.http.async;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

final class NettyAffinityIT extends AsyncAffinity {
    private static final SdkEventLoopGroup SHARED =
            SdkEventLoopGroup.builder().build(); // shared, because an event loop group closes slowly

    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return NettyNioAsyncHttpClient.builder().eventLoopGroup(SHARED);
    }
}
