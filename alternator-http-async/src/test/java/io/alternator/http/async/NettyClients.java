package io.alternator.http.async;

import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/** Netty's client for tests. All share one event loop group, as a group takes two seconds to close. */
final class NettyClients {
    private static final SdkEventLoopGroup SHARED = SdkEventLoopGroup.builder().build();

    private NettyClients() {}

    static NettyNioAsyncHttpClient.Builder builder() {
        return NettyNioAsyncHttpClient.builder().eventLoopGroup(SHARED);
    }
}
