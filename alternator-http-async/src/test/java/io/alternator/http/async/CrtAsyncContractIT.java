package io.alternator.http.async;

import java.time.Duration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

final class CrtAsyncContractIT extends AsyncContract {

    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return AwsCrtAsyncHttpClient.builder();
    }

    @Override
    SdkAsyncHttpClient.Builder<?> delegateWithTinyPool() {
        return AwsCrtAsyncHttpClient.builder().maxConcurrency(1).connectionAcquisitionTimeout(Duration.ofMillis(100));
    }
}
