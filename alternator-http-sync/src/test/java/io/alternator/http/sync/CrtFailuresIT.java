package io.alternator.http.sync;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.CrtDeviations;
import io.alternator.http.contract.Failure;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

final class CrtFailuresIT extends SyncFailures {

    @Override
    SdkHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return AwsCrtHttpClient.builder()
                .maxConcurrency(limits.connections())
                .connectionAcquisitionTimeout(limits.acquisition())
                .connectionTimeout(limits.connect())
                .connectionHealthConfiguration(
                        health -> health.minimumThroughputInBps(1L).minimumThroughputTimeout(limits.read()));
    }

    @Override
    protected Map<Failure, Failure.Expected> deviations() {
        return CrtDeviations.ALL;
    }
}
