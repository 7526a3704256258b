package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.runtime.Balancer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An SDK async HTTP client that sends each request to a live node of an Alternator cluster, over the HTTP client that it
 * wraps.
 *
 * <pre>{@code
 * DynamoDbAsyncClient.builder()
 *         .endpointOverride(URI.create("http://10.0.0.1:8000"))
 *         .httpClient(AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.create()))
 *         .build();
 * }</pre>
 *
 * <p>It fails over by itself only what provably was not sent; any other failure goes to the SDK, whose next attempt then
 * reaches another node. What it wraps is its own: {@link #close()} closes it. Thread-safe.
 */
public final class AlternatorAsyncHttpClient implements SdkAsyncHttpClient {
    private final Balancer<AsyncTransport> balancer;

    private AlternatorAsyncHttpClient(Balancer<AsyncTransport> balancer) {
        this.balancer = balancer;
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} without a configuration: the endpoint that the SDK client is given is
     * where the cluster is asked for its nodes. Each endpoint is a cluster of its own, up to 16; requests that are not
     * DynamoDB's pass through untouched.
     *
     * @throws IllegalArgumentException if the client is null
     */
    public static AlternatorAsyncHttpClient wrapAsync(SdkAsyncHttpClient client) {
        SdkAsyncHttpClient delegate = Balancer.require("client", client);
        return new AlternatorAsyncHttpClient(Balancer.zeroConfig(blocking -> new AsyncTransport(delegate)));
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} over a finished client.
     *
     * @throws IllegalArgumentException if anything is null, or the strategy is {@link RoutingStrategy#PER_CONNECTION},
     *     which takes a builder
     */
    public static AlternatorAsyncHttpClient wrapAsync(SdkAsyncHttpClient client, AlternatorConfig config) {
        SdkAsyncHttpClient delegate = Balancer.require("client", client);
        return new AlternatorAsyncHttpClient(
                Balancer.overClient(Balancer.require("config", config), blocking -> new AsyncTransport(delegate)));
    }

    /**
     * Balances by the configuration's strategy over clients from the builder: one for all nodes, or one per node, and a
     * small one for control calls. The builder is this client's from then on: no builder of the SDK is thread-safe.
     * Netty's clients share one event loop group, the SDK's own or the builder's {@code eventLoopGroup(…)}; with
     * {@code eventLoopGroupBuilder(…)} each would make its own.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public static AlternatorAsyncHttpClient wrapAsync(SdkAsyncHttpClient.Builder<?> client, AlternatorConfig config) {
        return builder().delegate(client).config(config).build();
    }

    /** For {@code httpClientBuilder(…)}, where the SDK owns the client and passes its service's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The nodes as the client sees them now, of all clusters; those that are leaving last. */
    public List<NodeStatus> nodes() {
        return balancer.nodes();
    }

    /** How the client does, for health endpoints; asks no node. */
    public ClientHealth health() {
        return balancer.health();
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        Cluster<AsyncTransport> cluster = balancer.clusterOf(request.request());
        return cluster == null
                ? balancer.passThrough().client().execute(request)
                : BalancedExchange.execute(cluster, request);
    }

    /** The wrapped client's name, so that the User-Agent says what sends the bytes. */
    @Override
    public String clientName() {
        return balancer.passThrough().client().clientName();
    }

    /** Closes the wrapped clients and ends the background threads; again without effect. */
    @Override
    public void close() {
        balancer.close();
    }

    /** Builds clients that own what they wrap. Not thread-safe. */
    public static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
        private SdkAsyncHttpClient.@Nullable Builder<?> delegate;
        private @Nullable AlternatorConfig config;

        private Builder() {}

        /** Where wrapped clients come from; required. */
        public Builder delegate(SdkAsyncHttpClient.Builder<?> delegate) {
            this.delegate = Balancer.require("delegate", delegate);
            return this;
        }

        /** What to balance; without it, as {@link AlternatorAsyncHttpClient#wrapAsync(SdkAsyncHttpClient)}. */
        public Builder config(AlternatorConfig config) {
            this.config = Balancer.require("config", config);
            return this;
        }

        @Override
        public AlternatorAsyncHttpClient build() {
            return buildWithDefaults(AttributeMap.empty());
        }

        /**
         * Builds a client whose wrapped clients get the service's defaults.
         *
         * @throws IllegalArgumentException if there is no delegate
         */
        @Override
        public AlternatorAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            SdkAsyncHttpClient.Builder<?> wrapped = delegate;
            if (wrapped == null) {
                throw new IllegalArgumentException("delegate: not set; name the HTTP client to wrap, as in"
                        + " .delegate(NettyNioAsyncHttpClient.builder())");
            }
            Supplier<SdkAsyncHttpClient> clients = () -> wrapped.buildWithDefaults(serviceDefaults);
            return config == null
                    ? wrapAsync(clients.get())
                    : new AlternatorAsyncHttpClient(
                            Balancer.overBuilder(config, blocking -> () -> new AsyncTransport(clients.get())));
        }
    }
}
