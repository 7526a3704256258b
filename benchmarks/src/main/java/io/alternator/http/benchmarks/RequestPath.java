package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request from {@code prepareRequest} or {@code execute} to the end of the response's body, over a no-op client. The nodes exist only in
 * its node list. Threads share only the wrapper. A shared read buffer would add cache-line contention.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestPath {
    private static final long NODES_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final SdkHttpRequest getItem = signed("GetItem");
    private final HttpExecuteRequest get =
            HttpExecuteRequest.builder().request(getItem).build();
    private final HttpExecuteRequest put = HttpExecuteRequest.builder()
            .request(signed("PutItem"))
            .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(item()))
            .build();
    private final NoOpClient bare = new NoOpClient(1);
    private final byte[] buffer = new byte[256];

    /** A wrapper, which is open throughout. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // open
    public abstract static class Wrapper<C extends AutoCloseable> {
        C http;

        /** Keeps the client once it knows all nodes, so that each is used during the measurement. */
        final void open(C opened, int nodes, Supplier<List<NodeStatus>> known) {
            http = opened;
            long start = System.nanoTime();
            while (known.get().size() != nodes) {
                if (System.nanoTime() - start > NODES_TIMEOUT_NANOS) {
                    throw new IllegalStateException(
                            "the client knows " + known.get().size() + " nodes, not " + nodes);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }

        /** Stops the background work. */
        @TearDown
        public final void close() throws Exception {
            http.close();
        }
    }

    /** A wrapper with parameters. */
    public abstract static class Parameters<C extends AutoCloseable> extends Wrapper<C> {
        /** The routing strategy. */
        @Param
        public RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;

        /** The number of nodes. */
        @Param({"1", "3", "100", "1000"})
        public int nodes;

        /** Whether hedging is enabled. The no-op client is too fast for a hedge to be sent. */
        @Param("false")
        public boolean hedging;

        AlternatorConfig settings() {
            return config().strategy(strategy).hedging(hedging).build();
        }
    }

    /** The sync wrapper. */
    public static class SyncWrapper extends Parameters<AlternatorHttpClient> {
        @Setup
        public void open() {
            AlternatorHttpClient sync = AlternatorHttpClient.wrap(new NoOpClient.SyncBuilder(nodes), settings());
            open(sync, nodes, sync::nodes);
        }
    }

    /** The async wrapper. */
    public static class AsyncWrapper extends Parameters<AlternatorAsyncHttpClient> {
        @Setup
        public void open() {
            AlternatorAsyncHttpClient async =
                    AlternatorAsyncHttpClient.wrapAsync(new NoOpClient.AsyncBuilder(nodes), settings());
            open(async, nodes, async::nodes);
        }
    }

    /** The sync wrapper with key affinity: what this costs is the difference between its modes and {@code OFF}. */
    public static class KeyedWrapper extends Wrapper<AlternatorHttpClient> {
        private static final int NODES = 10;

        /** The modes of key affinity. */
        public enum Affinity {
            /** None. */
            OFF,
            /** All writes: the body is read up to the key. */
            ANY_WRITE,
            /** Those with a condition: as this one has none, its body is read to the end. */
            READ_MODIFY_WRITE
        }

        /** Which writes go by their key. */
        @Param
        public Affinity affinity = Affinity.OFF;

        @Setup
        public void open() {
            AlternatorConfig.Builder config = config();
            switch (affinity) {
                case OFF -> {}
                case ANY_WRITE -> config.keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", "id"));
                case READ_MODIFY_WRITE ->
                    config.keyAffinity(KeyAffinity.readModifyWrite().partitionKey("dogs", "id"));
            }
            AlternatorHttpClient sync = AlternatorHttpClient.wrap(new NoOpClient.SyncBuilder(NODES), config.build());
            open(sync, NODES, sync::nodes);
        }
    }

    /** The baseline of the sync client: without the wrapper. */
    @Benchmark
    public int bareSync() throws IOException {
        return NoOpClient.exchange(bare, get, buffer);
    }

    /** The baseline of the async client. */
    @Benchmark
    public int bareAsync() {
        return NoOpClient.exchange(bare, getItem);
    }

    /** The same sync client through the wrapper. */
    @Benchmark
    public int wrappedSync(SyncWrapper wrapper) throws IOException {
        return NoOpClient.exchange(wrapper.http, get, buffer);
    }

    /** The same async client through the wrapper. */
    @Benchmark
    public int wrappedAsync(AsyncWrapper wrapper) {
        return NoOpClient.exchange(wrapper.http, getItem);
    }

    /** A write of 1 KB. The no-op client does not read its body. */
    @Benchmark
    public int keyedWrite(KeyedWrapper wrapper) throws IOException {
        return NoOpClient.exchange(wrapper.http, put, buffer);
    }

    private static AlternatorConfig.Builder config() {
        return AlternatorConfig.builder().seeds("10.0.0.1").domain("dog.scylla.com");
    }

    /** A signed request as the SDK passes it to its HTTP client. */
    private static SdkHttpRequest signed(String operation) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("dog.scylla.com")
                .port(8000)
                .encodedPath("/")
                .putHeader("amz-sdk-invocation-id", "5b9e3965-6f2b-4f1e-9d0c-5e1c3c6c7b1a")
                .putHeader("amz-sdk-request", "attempt=1; max=9")
                .putHeader(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;"
                                + "x-amz-content-sha256;x-amz-date;x-amz-target, Signature=00")
                .putHeader("Content-Length", "70")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Host", "dog.scylla.com:8000")
                .putHeader("User-Agent", "aws-sdk-java/2.54.13 md/io#sync md/http#Apache ua/2.1 os/Linux lang/java#17")
                .putHeader("x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                .putHeader("X-Amz-Date", "20261123T000000Z")
                .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                .build();
    }

    /** About 1 KB of JSON, with the key first, as the SDK writes it. */
    private static byte[] item() {
        String value = "{\"S\":\"" + "x".repeat(40) + "\"}";
        return IntStream.range(0, 16)
                .mapToObj(i -> ",\"attribute" + i + "\":" + value)
                .collect(Collectors.joining("", "{\"TableName\":\"dogs\",\"Item\":{\"id\":{\"S\":\"user_123\"}", "}}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
