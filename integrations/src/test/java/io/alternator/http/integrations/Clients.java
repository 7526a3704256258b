package io.alternator.http.integrations;

import static org.awaitility.Awaitility.await;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes the SDK's clients for one run, either bare or over the wrapper, and closes them. They differ in their HTTP client only. */
final class Clients implements AutoCloseable {
    static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    private final URI endpoint;
    private final Optional<AlternatorConfig> config;
    private final Calls calls = new Calls();
    private final List<Supplier<List<NodeStatus>>> wrappers = new CopyOnWriteArrayList<>();
    private final Deque<SdkAutoCloseable> opened = new ArrayDeque<>();

    private Clients(URI endpoint, Optional<AlternatorConfig> config) {
        this.endpoint = endpoint;
        this.config = config;
    }

    /** The SDK's clients as they are, with the cluster's first node as the endpoint. */
    static Clients bare(AlternatorTestCluster cluster) {
        return new Clients(cluster.endpoint(), Optional.empty());
    }

    /** The same over the wrapper, under a name that exists nowhere. */
    static Clients wrapped(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        AlternatorConfig config =
                cluster.config().domain("dog.scylla.invalid").strategy(strategy).build();
        return new Clients(config.endpoint(), Optional.of(config));
    }

    /** A new sync client over Apache's. */
    DynamoDbClient sync() {
        SdkHttpClient http = config.map(this::wrappedSync).orElseGet(ApacheHttpClient::create);
        return opened(common(DynamoDbClient.builder()).httpClient(opened(http)).build());
    }

    /** A new async client over Netty's. */
    DynamoDbAsyncClient async() {
        SdkAsyncHttpClient http = config.map(this::wrappedAsync).orElseGet(NettyNioAsyncHttpClient::create);
        return opened(
                common(DynamoDbAsyncClient.builder()).httpClient(opened(http)).build());
    }

    private SdkHttpClient wrappedSync(AlternatorConfig settings) {
        AlternatorHttpClient wrapper = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), settings);
        wrappers.add(wrapper::nodes);
        return wrapper;
    }

    private SdkAsyncHttpClient wrappedAsync(AlternatorConfig settings) {
        AlternatorAsyncHttpClient wrapper =
                AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), settings);
        wrappers.add(wrapper::nodes);
        return wrapper;
    }

    private <B extends AwsClientBuilder<B, C>, C> B common(B client) {
        return client.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(calls));
    }

    /** Waits for a table that was just created: until it is active, requests may fail. The SDK's waiter asks only every 20 s. */
    static void awaitActive(Supplier<DescribeTableResponse> table) {
        await("the table is active").until(() -> table.get().table().tableStatus() == TableStatus.ACTIVE);
    }

    private <T extends SdkAutoCloseable> T opened(T client) {
        opened.push(client);
        return client;
    }

    /** The calls of all clients. */
    Calls calls() {
        return calls;
    }

    /** In which states the wrappers see this node, one for each client that has seen it. */
    List<NodeState> states(NodeAddress node) {
        return wrappers.stream()
                .flatMap(wrapper -> wrapper.get().stream())
                .filter(status -> status.address().equals(node))
                .map(NodeStatus::state)
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(SdkAutoCloseable::close);
    }
}
