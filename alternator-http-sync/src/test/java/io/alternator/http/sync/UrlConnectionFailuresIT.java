package io.alternator.http.sync;

import io.alternator.http.contract.Caller;
import io.alternator.http.contract.Failure;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionFailuresIT extends SyncFailures {

    @Override
    SdkHttpClient.Builder<?> delegate(Caller.Limits limits) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.read());
    }

    @Override
    protected Map<Failure, String> leftOut() {
        return Map.of(Failure.POOL_EXHAUSTED, "its pool has no limit");
    }
}
