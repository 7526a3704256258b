package io.alternator.http.benchmarks;

import io.alternator.http.sync.AlternatorHttpClient;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A request from {@code prepareRequest} to the end of the response body, over a no-op sync client. Threads share only the
 * client. A shared read buffer would add cache-line contention.
 */
public class SyncRequestPath extends RequestPath {
    private final HttpExecuteRequest request =
            HttpExecuteRequest.builder().request(NoOpResponses.signedRequest()).build();
    private final byte[] buffer = new byte[256];

    /** The baseline: the client without the wrapper. */
    @Benchmark
    public int bare(Bare client) throws IOException {
        return NoOpSyncClient.exchange(client.http, request, buffer);
    }

    /** The same client through the wrapper. */
    @Benchmark
    public int wrapped(Wrapped client) throws IOException {
        return NoOpSyncClient.exchange(client.http, request, buffer);
    }

    /** The no-op client. */
    @State(Scope.Benchmark)
    public static class Bare {
        private final SdkHttpClient http = new NoOpSyncClient(new NoOpResponses(1));
    }

    /** The wrapper over the no-op client. */
    public static class Wrapped extends Wrapper<AlternatorHttpClient> {
        @Override
        AlternatorHttpClient open(int nodes) {
            return AlternatorHttpClient.wrap(new NoOpSyncClient.Builder(nodes), settings());
        }

        @Override
        int knownNodes() {
            return http.nodes().size();
        }
    }
}
