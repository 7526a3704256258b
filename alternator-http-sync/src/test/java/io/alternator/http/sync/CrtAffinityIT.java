package io.alternator.http.sync;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

final class CrtAffinityIT extends SyncAffinity {

    @Override
    SdkHttpClient.Builder<?> delegate() {
        return AwsCrtHttpClient.builder();
    }
}
