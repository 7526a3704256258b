package io.alternator.http.sync;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class UrlConnectionContractIT extends SyncContract {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return UrlConnectionHttpClient.builder();
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
    protected boolean hasPoolLimit() {
        return false;
    }
}
