package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.runtime.Balancer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An SDK HTTP client that sends each request to a live node of an Alternator cluster, over the HTTP client that it wraps.
 *
 * <pre>{@code
 * DynamoDbClient.builder()
 *         .endpointOverride(URI.create("http://10.0.0.1:8000"))
 *         .httpClient(AlternatorHttpClient.wrap(ApacheHttpClient.create()))
 *         .build();
 * }</pre>
 *
 * <p>It fails over by itself only what provably was not sent; any other failure goes to the SDK, whose next attempt then
 * reaches another node. What it wraps is its own: {@link #close()} closes it. Thread-safe.
 */
public final class AlternatorHttpClient implements SdkHttpClient {
    private final Balancer<SyncTransport> balancer;

    private AlternatorHttpClient(Balancer<SyncTransport> balancer) {
        this.balancer = balancer;
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} without a configuration: the endpoint that the SDK client is given is
     * where the cluster is asked for its nodes. Each endpoint is a cluster of its own, up to 16; requests that are not
     * DynamoDB's pass through untouched.
     *
     * @throws IllegalArgumentException if the client is null
     */
    public static AlternatorHttpClient wrap(SdkHttpClient client) {
        SdkHttpClient delegate = Balancer.require("client", client);
        return new AlternatorHttpClient(Balancer.zeroConfig(blocking -> SyncTransport.over(delegate, blocking)));
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} over a finished client.
     *
     * @throws IllegalArgumentException if anything is null, or the strategy is {@link RoutingStrategy#PER_CONNECTION},
     *     which takes a builder
     */
    public static AlternatorHttpClient wrap(SdkHttpClient client, AlternatorConfig config) {
        SdkHttpClient delegate = Balancer.require("client", client);
        return new AlternatorHttpClient(Balancer.overClient(
                Balancer.require("config", config), blocking -> SyncTransport.over(delegate, blocking)));
    }

    /**
     * Balances by the configuration's strategy over clients from the builder: one for all nodes, or one per node, and a
     * small one for control calls. The builder is this client's from then on: no builder of the SDK is thread-safe.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public static AlternatorHttpClient wrap(SdkHttpClient.Builder<?> client, AlternatorConfig config) {
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
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Cluster<SyncTransport> cluster = balancer.clusterOf(request.httpRequest());
        return cluster == null
                ? balancer.passThrough().client().prepareRequest(request)
                : new BalancedRequest(cluster, request, balancer.hedgeThreads());
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
    public static final class Builder implements SdkHttpClient.Builder<Builder> {
        private SdkHttpClient.@Nullable Builder<?> delegate;
        private @Nullable AlternatorConfig config;

        private Builder() {}

        /** Where wrapped clients come from; required. */
        public Builder delegate(SdkHttpClient.Builder<?> delegate) {
            this.delegate = Balancer.require("delegate", delegate);
            return this;
        }

        /** What to balance; without it, as {@link AlternatorHttpClient#wrap(SdkHttpClient)}. */
        public Builder config(AlternatorConfig config) {
            this.config = Balancer.require("config", config);
            return this;
        }

        @Override
        public AlternatorHttpClient build() {
            return buildWithDefaults(AttributeMap.empty());
        }

        /**
         * Builds a client whose wrapped clients get the service's defaults.
         *
         * @throws IllegalArgumentException if there is no delegate
         */
        @Override
        public AlternatorHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            SdkHttpClient.Builder<?> wrapped = delegate;
            if (wrapped == null) {
                throw new IllegalArgumentException(
                        "delegate: not set; name the HTTP client to wrap, as in .delegate(ApacheHttpClient.builder())");
            }
            Supplier<SdkHttpClient> clients = () -> wrapped.buildWithDefaults(serviceDefaults);
            return config == null
                    ? wrap(clients.get())
                    : new AlternatorHttpClient(Balancer.overBuilder(
                            config, blocking -> () -> SyncTransport.over(clients.get(), blocking)));
        }
    }
}
