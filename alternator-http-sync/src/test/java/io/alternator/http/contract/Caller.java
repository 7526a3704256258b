package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A DynamoDB client without retries over a balanced HTTP client, and the ways to give up on its calls. */
public interface Caller extends Db {

    /** Sends a request of its own. */
    Pending begin();

    /** Closes the balanced HTTP client under the DynamoDB client. */
    void closeHttp();

    /**
     * A call under way.
     *
     * @param giveUp ends it as a caller does who does not want it any more
     * @param ended completes when the call came back, however it did
     */
    record Pending(Runnable giveUp, CompletableFuture<?> ended) {}

    /**
     * What a caller is to be made of.
     *
     * @param config of the balanced client; with {@code https}, the wrapped client is to trust every node but the bad one
     * @param limits of the wrapped client
     * @param bad where the bad node listens
     */
    record Setup(AlternatorConfig config, Limits limits, NodeAddress bad) {

        /** True if the wrapped client has to be told whom to trust. */
        public boolean https() {
            return config.scheme().equals("https");
        }

        /** True if that is where the bad node listens. */
        public boolean isBad(String host, int port) {
            return bad.equals(new NodeAddress(host, port));
        }
    }

    /**
     * Of a wrapped client.
     *
     * @param connections at once
     * @param acquisition how long to wait for one of them
     */
    record Limits(Duration connect, Duration read, int connections, Duration acquisition) {
        private static final Duration LONG = Duration.ofSeconds(30);

        static final Limits USUAL = new Limits(LONG, LONG, 10, LONG);

        static final Limits BRIEF_CONNECT = new Limits(Duration.ofSeconds(1), LONG, 10, LONG);

        /** Two seconds are the least that CRT can be told. */
        static final Limits BRIEF_READ = new Limits(LONG, Duration.ofSeconds(2), 10, LONG);

        static final Limits ONE_CONNECTION = new Limits(LONG, LONG, 1, Duration.ofSeconds(2));
    }
}
