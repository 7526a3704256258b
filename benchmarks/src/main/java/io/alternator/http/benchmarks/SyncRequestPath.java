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
 * A request from {@code prepareRequest} to the end of its body, over a sync client that does nothing. Threads share the client
 * and nothing else: not the buffer above all, or they would pass its memory to and fro.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyncRequestPath {
    private final HttpExecuteRequest request =
            HttpExecuteRequest.builder().request(Replies.signedRequest()).build();
    private final byte[] buffer = new byte[256];

    /** What the rest is compared with. */
    @Benchmark
    public int bare(Bare client) throws IOException {
        return exchange(client.http);
    }

    /** The same through the wrapper. */
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

    /** A client that does nothing. */
    @State(Scope.Benchmark)
    public static class Bare {
        private final SdkHttpClient http = new NoOpSyncClient(new Replies(1));
    }

    /** The wrapper over it. */
    @State(Scope.Benchmark)
    public static class Wrapped {
        /** When a node is picked. */
        @Param
        public RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;

        /** The size of the cluster. */
        @Param({"1", "3", "100", "1000"})
        public int nodes;

        /** Where the meters go. */
        @Param("NONE")
        public Clusters.Meters meters = Clusters.Meters.NONE;

        /** Whether the request, a read, would be hedged if it took long. */
        @Param("false")
        public boolean hedging;

        private AlternatorHttpClient http = AlternatorHttpClient.wrap(new NoOpSyncClient(new Replies(1)));

        /** Learns the nodes. */
        @Setup(Level.Trial)
        public void open() {
            http = AlternatorHttpClient.wrap(
                    new NoOpSyncClient.Builder(nodes), Clusters.config(strategy, meters, hedging));
            Clusters.awaitNodes(nodes, http::nodes);
        }

        /** Ends the background work. */
        @TearDown(Level.Trial)
        public void close() {
            http.close();
        }
    }
}
