package io.alternator.http.async;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

final class CrtAsyncAffinityIT extends AsyncAffinity {

    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return AwsCrtAsyncHttpClient.builder();
    }
}
