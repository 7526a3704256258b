package io.alternator.http.sync;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ApacheContractIT extends SyncContract {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return ApacheHttpClient.builder();
    }

    @Override
    SdkHttpClient.Builder<?> delegateWithTinyPool() {
        return ApacheHttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(Duration.ofMillis(50));
    }
}
