package io.alternator.http.sync;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

final class Apache5ContractIT extends SyncContract {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return Apache5HttpClient.builder();
    }

    @Override
    SdkHttpClient.Builder<?> delegateWithTinyPool() {
        return Apache5HttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(Duration.ofMillis(50));
    }
}
