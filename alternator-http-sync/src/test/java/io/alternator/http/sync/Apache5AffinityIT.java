package io.alternator.http.sync;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

final class Apache5AffinityIT extends SyncAffinity {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return Apache5HttpClient.builder();
    }
}
