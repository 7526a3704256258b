package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** What the benchmarks of the request path have in common. The nodes exist only in the node list of the no-op client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class RequestPath {
    private static final long NODES_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** A client over the no-op client, which is open throughout. Threads share it. */
    @State(Scope.Benchmark)
    public abstract static class Client<C extends SdkAutoCloseable> {
        @SuppressWarnings("NullAway.Init") // open
        C http;

        /** Opens it on a cluster of this many nodes. */
        abstract C open(int nodes);

        abstract int nodes();

        abstract int knownNodes();

        /** Waits until the client knows all nodes, so that each is used during the measurement. */
        @Setup(Level.Trial)
        public void open() {
            http = open(nodes());
            long start = System.nanoTime();
            while (knownNodes() != nodes()) {
                if (System.nanoTime() - start > NODES_TIMEOUT_NANOS) {
                    throw new IllegalStateException("the client knows " + knownNodes() + " nodes, not " + nodes());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }

        /** Stops the background work. */
        @TearDown(Level.Trial)
        public void close() {
            http.close();
        }

        static AlternatorConfig.Builder config() {
            return AlternatorConfig.builder().seeds("10.0.0.1").domain("dog.scylla.com");
        }
    }

    /** The wrapper with its parameters. */
    public abstract static class Wrapper<C extends SdkAutoCloseable> extends Client<C> {
        /** The routing strategy. */
        @Param
        public RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;

        /** The number of nodes. */
        @Param({"1", "3", "100", "1000"})
        public int nodes;

        /** Whether hedging is enabled. The no-op client is too fast for a hedge to be sent. */
        @Param("false")
        public boolean hedging;

        @Override
        int nodes() {
            return nodes;
        }

        AlternatorConfig settings() {
            return config().strategy(strategy).hedging(hedging).build();
        }
    }

    /** A signed GetItem request as the SDK passes it to its HTTP client. */
    static SdkHttpRequest signedRequest() {
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
                .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                .build();
    }
}
