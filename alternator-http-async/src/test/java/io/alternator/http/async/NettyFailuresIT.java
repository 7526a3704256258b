package io.alternator.http.async;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.Failure;
import io.alternator.http.contract.Failure.Expected;
import io.alternator.http.contract.Failure.Node;
import io.alternator.http.contract.Failure.Request;
import io.alternator.http.internal.health.Outcome;
import io.netty.handler.ssl.SslProvider;
import java.util.Map;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

final class NettyFailuresIT extends AsyncFailures {
    @Override
    SdkAsyncHttpClient.Builder<?> delegate(CancellableClient.Limits limits) {
        return NettyClients.builder()
                .sslProvider(SslProvider.JDK) // what users have who do not add OpenSSL
                .maxConcurrency(limits.connections())
                .connectionAcquisitionTimeout(limits.acquisition())
                .connectionTimeout(limits.connect())
                .readTimeout(limits.read());
    }

    @Override
    protected Map<Failure, Expected> deviations() {
        return Map.of(
                // reported as "the connection was closed during the request", like a connection that is lost
                // mid-exchange
                Failure.TLS_TO_PLAINTEXT, new Expected(Outcome.RESET, Request.FAILED, Node.DOWN));
    }
}
