package io.alternator.http.async;

import java.time.Duration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

final class NettyContractIT extends AsyncContract {
    private static final SdkEventLoopGroup SHARED =
            SdkEventLoopGroup.builder().build(); // shared, because an event loop group closes slowly

    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return NettyNioAsyncHttpClient.builder().eventLoopGroup(SHARED);
    }

    @Override
    SdkAsyncHttpClient.Builder<?> delegateWithTinyPool() {
        return NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(SHARED)
                .maxConcurrency(1)
                .connectionAcquisitionTimeout(Duration.ofMillis(50));
    }
}
