package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A DynamoDB client without retries over a balanced HTTP client, whose calls can be cancelled. */
public interface CancellableClient extends TestClient {

    /** Sends a request straight through the balanced HTTP client. */
    PendingCall begin();

    /** The same with a body of the caller's own, which may fail. */
    PendingCall begin(ContentStreamProvider body, long length);

    /** Closes the balanced HTTP client under the DynamoDB client. */
    void closeHttp();

    /**
     * A call in progress.
     *
     * @param cancel cancels the call as its caller would
     * @param ended completes when the call ends, with or without a response
     */
    record PendingCall(Runnable cancel, CompletableFuture<?> ended) {}

    /**
     * How to build a client.
     *
     * @param config of the balanced client; with {@code https}, the wrapped client must trust every node except the bad one
     * @param limits timeouts and pool size of the wrapped client
     * @param bad address on which the bad node listens
     */
    record Setup(AlternatorConfig config, Limits limits, NodeAddress bad) {

        /** True if the wrapped client needs TLS trust settings. */
        public boolean https() {
            return config.scheme().equals("https");
        }

        /** True for the address of the bad node. */
        public boolean isBad(String host, int port) {
            return bad.equals(new NodeAddress(host, port));
        }
    }

    /**
     * Limits of a wrapped client.
     *
     * @param connections pool size
     * @param acquisition how long to wait for a connection of the pool
     */
    record Limits(Duration connect, Duration read, int connections, Duration acquisition) {
        private static final Duration LONG = Duration.ofSeconds(30);

        static final Limits DEFAULT = new Limits(LONG, LONG, 10, LONG);

        static final Limits SHORT_CONNECT = new Limits(Duration.ofSeconds(1), LONG, 10, LONG);

        /** 2 s is the smallest value that CRT accepts. */
        static final Limits SHORT_READ = new Limits(LONG, Duration.ofSeconds(2), 10, LONG);

        static final Limits ONE_CONNECTION = new Limits(LONG, LONG, 1, Duration.ofSeconds(2));
    }
}
