package io.alternator.http.async;

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
import io.alternator.http.internal.sdk.SdkVersion;
import io.alternator.http.internal.settings.Checks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * An async SDK HTTP client that sends each request to a live node of an Alternator cluster, over the client that it wraps.
 *
 * <pre>{@code
 * DynamoDbAsyncClient.builder()
 *         .endpointOverride(URI.create("http://10.0.0.1:8000"))
 *         .httpClient(AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.create()))
 *         .build();
 * }</pre>
 *
 * <p>A request that was not sent, or that a node refused without executing it, goes to another node at once. Any other failure goes to
 * the SDK, whose retry goes to another node. {@link #close()} closes the wrapped client too. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AlternatorAsyncHttpClient implements SdkAsyncHttpClient {
    private final ClientRuntime runtime;

    private AlternatorAsyncHttpClient(ClientRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST}, without a configuration: the SDK client's endpoint is the seed. Up to 16
     * endpoints in use within the last hour are clusters of their own. Other services' requests pass through unchanged.
     *
     * @throws IllegalArgumentException if the client is null
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
     */
    public static AlternatorAsyncHttpClient wrapAsync(SdkAsyncHttpClient client) {
        SdkAsyncHttpClient delegate = Checks.required("client", client);
        SdkVersion.requireSupported(delegate.getClass());
        return new AlternatorAsyncHttpClient(
                ClientRuntime.zeroConfig(ClientKind.ASYNC, blocking -> new AsyncTransport(delegate)));
    }

    /**
     * Balances {@link RoutingStrategy#PER_REQUEST} over a finished client. Without seeds, as {@link #wrapAsync(SdkAsyncHttpClient)}. With
     * seeds, DynamoDB requests to other endpoints pass through unchanged.
     *
     * @throws IllegalArgumentException if an argument is null or the strategy is PER_CONNECTION, which takes a builder
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
     */
    public static AlternatorAsyncHttpClient wrapAsync(SdkAsyncHttpClient client, AlternatorConfig config) {
        SdkAsyncHttpClient delegate = Checks.required("client", client);
        SdkVersion.requireSupported(delegate.getClass());
        return new AlternatorAsyncHttpClient(ClientRuntime.overClient(
                Checks.required("config", config), ClientKind.ASYNC, blocking -> new AsyncTransport(delegate)));
    }

    /**
     * Balances by the configuration's strategy over clients built by {@code client}: one for all nodes or one per node, and one
     * for control calls; with PER_CONNECTION, requests that are not balanced get one too. The builder must not be used elsewhere
     * afterwards: the SDK's builders are not thread-safe.
     * Netty clients share an event loop group: the SDK's own, or that of {@code eventLoopGroup(…)}.
     *
     * @throws IllegalArgumentException if anything is null
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
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
        return runtime.nodes();
    }

    /** How the client does, for health endpoints; waits for no node, see {@link ClientHealth}. */
    public ClientHealth health() {
        return runtime.health();
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        Cluster cluster = runtime.clusterOf(request.request());
        if (cluster != null) {
            return AsyncExecution.execute(cluster, request, runtime.blocking());
        }
        return runtime.hasPassThrough()
                ? passThrough().client().execute(request)
                : LateExecution.execute(this::passThrough, request, runtime.blocking());
    }

    /** The wrapped client's name, so that the User-Agent says what sends the bytes. */
    @Override
    public String clientName() {
        return ((AsyncTransport) runtime.anyClient()).client().clientName();
    }

    private AsyncTransport passThrough() {
        return (AsyncTransport) runtime.passThrough();
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
    public static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
        private SdkAsyncHttpClient.@Nullable Builder<?> delegate;
        private @Nullable Function<NodeEndpoint, ? extends SdkAsyncHttpClient.Builder<?>> perNode;
        private @Nullable AlternatorConfig config;

        private Builder() {}

        /** Where wrapped clients come from; required. */
        public Builder delegate(SdkAsyncHttpClient.Builder<?> delegate) {
            this.delegate = Checks.required("delegate", delegate);
            this.perNode = null;
            return this;
        }

        /**
         * Where wrapped clients come from if each is made for one node, as in {@code
         * delegate(node -> NettyNioAsyncHttpClient.builder())}. Called for each node when it is first used, twice:
         * for its requests and for control calls; must return a new builder. Needs seeds and {@link
         * RoutingStrategy#PER_CONNECTION}. Replaces the other {@code delegate}.
         */
        public Builder delegate(Function<NodeEndpoint, ? extends SdkAsyncHttpClient.Builder<?>> delegate) {
            this.perNode = Checks.required("delegate", delegate);
            this.delegate = null;
            return this;
        }

        /** What to balance; without it, as {@link AlternatorAsyncHttpClient#wrapAsync(SdkAsyncHttpClient)}. */
        public Builder config(AlternatorConfig config) {
            this.config = Checks.required("config", config);
            return this;
        }

        @Override
        public AlternatorAsyncHttpClient build() {
            return buildWithDefaults(AttributeMap.empty());
        }

        /**
         * Builds a client whose wrapped clients get the service's defaults.
         *
         * @throws IllegalArgumentException if there is no delegate, or it does not fit the configuration
         * @throws IllegalStateException if a module of the SDK is older than 2.32.0
         */
        @Override
        public AlternatorAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            if (perNode != null) {
                return buildPerNode(perNode, serviceDefaults);
            }
            SdkAsyncHttpClient.Builder<?> wrapped = Checks.isSet(
                    "delegate", delegate, "name the client to wrap: .delegate(NettyNioAsyncHttpClient.builder())");
            SdkVersion.requireSupported(wrapped.getClass());
            Supplier<SdkAsyncHttpClient> clients = () -> wrapped.buildWithDefaults(serviceDefaults);
            return config == null
                    ? wrapAsync(clients.get())
                    : new AlternatorAsyncHttpClient(ClientRuntime.overBuilder(
                            config,
                            ClientKind.ASYNC,
                            blocking -> () -> new AsyncTransport(clients.get()),
                            () -> ClientInternals.disable(wrapped)));
        }

        private AlternatorAsyncHttpClient buildPerNode(
                Function<NodeEndpoint, ? extends SdkAsyncHttpClient.Builder<?>> function,
                AttributeMap serviceDefaults) {
            AlternatorConfig balanced = Checks.isSet(
                    "config", config, "a builder for each node needs seeds and PER_CONNECTION: .config(…)");
            NodeBuilders<SdkAsyncHttpClient.Builder<?>> builders =
                    new NodeBuilders<>(function, balanced.keepEndpointName());
            Function<NodeEndpoint, SdkAsyncHttpClient> clients =
                    node -> builders.of(node).buildWithDefaults(serviceDefaults);
            return new AlternatorAsyncHttpClient(ClientRuntime.overNodeBuilders(
                    balanced,
                    ClientKind.ASYNC,
                    blocking -> node -> new AsyncTransport(clients.apply(node)),
                    builders::disableProxy));
        }
    }
}
