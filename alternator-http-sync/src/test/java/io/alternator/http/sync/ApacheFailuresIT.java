package io.alternator.http.sync;

import io.alternator.http.contract.CancellableClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ApacheFailuresIT extends SyncFailures {

    @Override
    SdkHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return ApacheHttpClient.builder()
                .maxConnections(limits.connections())
                .connectionAcquisitionTimeout(limits.acquisition())
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.read());
    }
}
