package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeEndpoint;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.ClientRuntime;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.identity.ClientKind;
import io.alternator.http.internal.sdk.ClientInternals;
import io.alternator.http.internal.sdk.NodeBuilders;
import io.alternator.http.internal.sdk.PoolDefaults;
import io.alternator.http.internal.sdk.SdkVersion;
import io.alternator.http.internal.settings.Checks;
import io.alternator.http.internal.transport.Transport;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An SDK HTTP client that sends each request to a live node of an Alternator cluster, over the client that it wraps.
 *
 * <pre>{@code
 * DynamoDbClient.builder()
 *         .endpointOverride(URI.create("http://10.0.0.1:8000"))
 *         .httpClient(AlternatorHttpClient.wrap(ApacheHttpClient.create()))
 *         .build();
 * }</pre>
 *
 * <p>A request that was not sent, or that a node refused without executing it, goes to another node at once. Any other failure goes to
 * the SDK, whose retry goes to another node. {@link #close()} closes the wrapped client too. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AlternatorHttpClient implements SdkHttpClient {
    private final ClientRuntime runtime;

    private AlternatorHttpClient(ClientRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST}, without a configuration: the SDK client's endpoint is the seed. Up to 16
     * endpoints in use within the last hour are clusters of their own. Other services' requests pass through unchanged.
     *
     * @throws IllegalArgumentException if the client is null
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
     */
    public static AlternatorHttpClient wrap(SdkHttpClient client) {
        SdkHttpClient delegate = Checks.required("client", client);
        SdkVersion.requireSupported(delegate.getClass());
        return new AlternatorHttpClient(
                ClientRuntime.zeroConfig(ClientKind.SYNC, blocking -> SyncTransport.over(delegate, blocking)));
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} over a finished client. Without seeds, as {@link #wrap(SdkHttpClient)}. With
     * seeds, DynamoDB requests to other endpoints pass through unchanged.
     *
     * @throws IllegalArgumentException if an argument is null or the strategy is PER_CONNECTION, which takes a builder
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
     */
    public static AlternatorHttpClient wrap(SdkHttpClient client, AlternatorConfig config) {
        SdkHttpClient delegate = Checks.required("client", client);
        SdkVersion.requireSupported(delegate.getClass());
        return new AlternatorHttpClient(ClientRuntime.overClient(
                Checks.required("config", config),
                ClientKind.SYNC,
                blocking -> SyncTransport.over(delegate, blocking)));
    }

    /**
     * Balances by the configuration's strategy over clients built by {@code client}: one for all nodes or one per node, and one
     * for control calls; with PER_CONNECTION, requests that are not balanced get one too. The builder must not be used elsewhere
     * afterwards: the SDK's builders are not thread-safe.
     *
     * @throws IllegalArgumentException if anything is null
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
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
        return runtime.nodes();
    }

    /** How the client does, for health endpoints; waits for no node, see {@link ClientHealth}. */
    public ClientHealth health() {
        return runtime.health();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Cluster cluster = runtime.clusterOf(request.httpRequest());
        return cluster == null
                ? client(runtime.passThrough()).prepareRequest(request)
                : new SyncExecution(cluster, request, runtime.hedgeThreads());
    }

    /** The wrapped client's name, so that the User-Agent says what sends the bytes. */
    @Override
    public String clientName() {
        return client(runtime.anyClient()).clientName();
    }

    private static SdkHttpClient client(Transport transport) {
        return ((SyncTransport) transport).client();
    }

    /**
     * Closes the wrapped clients, at once, and waits for it up to 10 s. The last client that is closed ends the background threads.
     * Calling it again has no effect; requests that come later fail.
     */
    @Override
    public void close() {
        runtime.close();
    }

    /**
     * Builds clients that own what they wrap. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder implements SdkHttpClient.Builder<Builder> {
        private SdkHttpClient.@Nullable Builder<?> delegate;
        private @Nullable Function<NodeEndpoint, ? extends SdkHttpClient.Builder<?>> perNode;
        private @Nullable AlternatorConfig config;

        private Builder() {}

        /** Where wrapped clients come from; required. */
        public Builder delegate(SdkHttpClient.Builder<?> delegate) {
            this.delegate = Checks.required("delegate", delegate);
            this.perNode = null;
            return this;
        }

        /**
         * Where wrapped clients come from if each is made for one node, as in {@code
         * delegate(node -> ApacheHttpClient.builder().dnsResolver(node::resolve))}. Called for each node when it is first used, twice:
         * for its requests and for control calls; must return a new builder. Needs seeds and {@link
         * RoutingStrategy#PER_CONNECTION}. Replaces the other {@code delegate}.
         */
        public Builder delegate(Function<NodeEndpoint, ? extends SdkHttpClient.Builder<?>> delegate) {
            this.perNode = Checks.required("delegate", delegate);
            this.delegate = null;
            return this;
        }

        /** What to balance; without it, as {@link AlternatorHttpClient#wrap(SdkHttpClient)}. */
        public Builder config(AlternatorConfig config) {
            this.config = Checks.required("config", config);
            return this;
        }

        @Override
        public AlternatorHttpClient build() {
            return buildWithDefaults(AttributeMap.empty());
        }

        /**
         * Builds a client whose wrapped clients get the service's defaults. Where all nodes share one pool and the delegate does
         * not set {@code maxConnections}, it is 50 for each seed, and 150 at least. It should be nodes × concurrent requests.
         *
         * @throws IllegalArgumentException if there is no delegate, or it does not fit the configuration
         * @throws IllegalStateException if a module of the SDK is older than 2.32.0
         */
        @Override
        public AlternatorHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            if (perNode != null) {
                return buildPerNode(perNode, serviceDefaults);
            }
            SdkHttpClient.Builder<?> wrapped = Checks.isSet(
                    "delegate", delegate, "name the client to wrap: .delegate(ApacheHttpClient.builder())");
            SdkVersion.requireSupported(wrapped.getClass());
            AttributeMap defaults = PoolDefaults.addTo(serviceDefaults, wrapped, config);
            Supplier<SdkHttpClient> clients = () -> wrapped.buildWithDefaults(defaults);
            return config == null
                    ? wrap(clients.get())
                    : new AlternatorHttpClient(ClientRuntime.overBuilder(
                            config,
                            ClientKind.SYNC,
                            blocking -> () -> SyncTransport.over(clients.get(), blocking),
                            () -> ClientInternals.disable(wrapped)));
        }

        private AlternatorHttpClient buildPerNode(
                Function<NodeEndpoint, ? extends SdkHttpClient.Builder<?>> function, AttributeMap serviceDefaults) {
            AlternatorConfig balanced = Checks.isSet(
                    "config", config, "a builder for each node needs seeds and PER_CONNECTION: .config(…)");
            NodeBuilders<SdkHttpClient.Builder<?>> builders = new NodeBuilders<>(function, balanced.keepEndpointName());
            Function<NodeEndpoint, SdkHttpClient> clients =
                    node -> builders.of(node).buildWithDefaults(serviceDefaults);
            return new AlternatorHttpClient(ClientRuntime.overNodeBuilders(
                    balanced,
                    ClientKind.SYNC,
                    blocking -> node -> SyncTransport.over(clients.apply(node), blocking),
                    builders::disableProxy));
        }
    }
}
