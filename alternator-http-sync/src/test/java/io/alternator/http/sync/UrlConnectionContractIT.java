package io.alternator.http.sync;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionContractIT extends SyncContract {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return UrlConnectionHttpClient.builder()
                .socketTimeout(Duration.ofSeconds(2)); // nothing else ends its wait for the rest of a body
    }

    @Override
    SdkHttpClient.Builder<?> delegateWithTinyPool() {
        return delegate();
    }

    @Override
    protected boolean keepsHost() {
        return false;
    }

    @Override
    protected boolean limitsItsPool() {
        return false;
    }
}
