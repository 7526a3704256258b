package io.alternator.http.async;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

final class NettyAffinityIT extends AsyncAffinity {
    @Override
    SdkAsyncHttpClient.Builder<?> delegate() {
        return NettyClients.builder();
    }
}
