package io.alternator.http.sync;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.Failure;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionFailuresIT extends SyncFailures {

    @Override
    SdkHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.read());
    }

    @Override
    protected Map<Failure, String> inapplicable() {
        return Map.of(Failure.POOL_EXHAUSTED, "its pool has no limit");
    }
}
