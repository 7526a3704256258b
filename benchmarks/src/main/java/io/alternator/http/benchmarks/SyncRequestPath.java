package io.alternator.http.benchmarks;

import io.alternator.http.sync.AlternatorHttpClient;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A request from {@code prepareRequest} to the end of the response body, over a no-op sync client. Threads share only the
 * client. A shared read buffer would add cache-line contention.
 */
public class SyncRequestPath extends RequestPath {
    private final HttpExecuteRequest request =
            HttpExecuteRequest.builder().request(signedRequest()).build();
    private final SdkHttpClient http = new NoOpClient(1);
    private final byte[] buffer = new byte[256];

    /** The baseline: the client without the wrapper. */
    @Benchmark
    public int bare() throws IOException {
        return NoOpClient.exchange(http, request, buffer);
    }

    /** The same client through the wrapper. */
    @Benchmark
    public int wrapped(Wrapped client) throws IOException {
        return NoOpClient.exchange(client.http, request, buffer);
    }

    /** The wrapper over the no-op client. */
    public static class Wrapped extends Wrapper<AlternatorHttpClient> {
        @Override
        AlternatorHttpClient open(int nodes) {
            return AlternatorHttpClient.wrap(new NoOpClient.SyncBuilder(nodes), settings());
        }

        @Override
        int knownNodes() {
            return http.nodes().size();
        }
    }
}
