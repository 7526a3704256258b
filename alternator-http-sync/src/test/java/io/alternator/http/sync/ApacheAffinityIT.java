package io.alternator.http.sync;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class ApacheAffinityIT extends SyncAffinity {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return ApacheHttpClient.builder();
    }
}
