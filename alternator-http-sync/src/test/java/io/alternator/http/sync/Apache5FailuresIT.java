package io.alternator.http.sync;

import io.alternator.http.contract.CancellableClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

final class Apache5FailuresIT extends SyncFailures {

    @Override
    SdkHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return Apache5HttpClient.builder()
                .maxConnections(limits.connections())
                .connectionAcquisitionTimeout(limits.acquisition())
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.read());
    }
}
