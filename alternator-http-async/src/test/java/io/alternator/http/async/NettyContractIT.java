package io.alternator.http.async;

import java.time.Duration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

final class NettyContractIT extends AsyncContract {
    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return NettyClients.builder();
    }

    @Override
    SdkAsyncHttpClient.Builder<?> delegateWithTinyPool() {
        return NettyClients.builder().maxConcurrency(1).connectionAcquisitionTimeout(Duration.ofMillis(50));
    }
}
