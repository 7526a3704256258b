package io.alternator.http.benchmarks;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.sync.AlternatorHttpClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A request from {@code prepareRequest} to the end of the response body, over a no-op sync client. Threads share only the
 * client. A shared read buffer would add cache-line contention.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyncRequestPath {
    private final HttpExecuteRequest request =
            HttpExecuteRequest.builder().request(NoOpResponses.signedRequest()).build();
    private final byte[] buffer = new byte[256];

    /** The baseline: the client without the wrapper. */
    @Benchmark
    public int bare(Bare client) throws IOException {
        return exchange(client.http);
    }

    /** The same client through the wrapper. */
    @Benchmark
    public int wrapped(Wrapped client) throws IOException {
        return exchange(client.http);
    }

    private int exchange(SdkHttpClient http) throws IOException {
        try (AbortableInputStream body =
                http.prepareRequest(request).call().responseBody().orElseThrow()) {
            int bytes = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
            return bytes;
        }
    }

    /** The no-op client. */
    @State(Scope.Benchmark)
    public static class Bare {
        private final SdkHttpClient http = new NoOpSyncClient(new NoOpResponses(1));
    }

    /** The wrapper over the no-op client. */
    @State(Scope.Benchmark)
    public static class Wrapped {
        /** The routing strategy. */
        @Param
        public RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;

        /** The number of nodes. */
        @Param({"1", "3", "100", "1000"})
        public int nodes;

        /** The meter registry. */
        @Param("NONE")
        public RequestPathSetup.Meters meters = RequestPathSetup.Meters.NONE;

        /** Whether hedging is enabled. The no-op client is too fast for a hedge to be sent. */
        @Param("false")
        public boolean hedging;

        private AlternatorHttpClient http = AlternatorHttpClient.wrap(new NoOpSyncClient(new NoOpResponses(1)));

        /** Opens the wrapper and waits until it knows all nodes. */
        @Setup(Level.Trial)
        public void open() {
            http = AlternatorHttpClient.wrap(
                    new NoOpSyncClient.Builder(nodes), RequestPathSetup.config(strategy, meters, hedging));
            RequestPathSetup.awaitNodes(nodes, http::nodes);
        }

        /** Stops the background work. */
        @TearDown(Level.Trial)
        public void close() {
            http.close();
        }
    }
}
