package io.alternator.http.async;

import java.time.Duration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

final class NettyContractIT extends AsyncContract {

    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return NettyNioAsyncHttpClient.builder();
    }

    @Override
    SdkAsyncHttpClient.Builder<?> delegateWithTinyPool() {
        return NettyNioAsyncHttpClient.builder().maxConcurrency(1).connectionAcquisitionTimeout(Duration.ofMillis(50));
    }
}
