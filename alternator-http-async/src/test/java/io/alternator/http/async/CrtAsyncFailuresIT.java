package io.alternator.http.async;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.CrtDeviations;
import io.alternator.http.contract.Failure;
import java.util.Map;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

final class CrtAsyncFailuresIT extends AsyncFailures {

    @Override
    SdkAsyncHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return AwsCrtAsyncHttpClient.builder()
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
