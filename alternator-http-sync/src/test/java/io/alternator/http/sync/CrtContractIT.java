package io.alternator.http.sync;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

final class CrtContractIT extends SyncContract {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return AwsCrtHttpClient.builder();
    }

    @Override
    SdkHttpClient.Builder<?> delegateWithTinyPool() {
        return AwsCrtHttpClient.builder().maxConcurrency(1).connectionAcquisitionTimeout(Duration.ofMillis(100));
    }
}
