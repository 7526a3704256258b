package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.utils.AttributeMap;

/** Where Netty's clients are built and closed. */
final class ClosingIT {
    private static final String EVENT_LOOP = "aws-java-sdk-NettyEventLoop";

    /** Completes futures on the event loop, as applications do that avoid the extra thread. */
    private static DynamoDbAsyncClient sdk(SdkAsyncHttpClient http, URI endpoint) {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .build();
    }

    private static CompletableFuture<GetItemResponse> get(DynamoDbAsyncClient client) {
        return client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("a"))));
    }

    /** How long {@code close()} takes in the callback of a response, which no node sends before there is the callback. */
    private static Duration closeInCallback(SdkAsyncHttpClient http, AlternatorTestCluster cluster) {
        try (DynamoDbAsyncClient client = sdk(http, cluster.endpoint())) {
            for (int i = 0; i < 20; i++) {
                get(client).join();
            }
            cluster.nodes().forEach(TestNode::hang);
            CompletableFuture<Duration> closing = get(client)
                    .thenApply(response -> {
                        assertThat(Thread.currentThread().getName()).startsWith(EVENT_LOOP);
                        long start = System.nanoTime();
                        http.close();
                        return Duration.ofNanos(System.nanoTime() - start);
                    })
                    .orTimeout(60, TimeUnit.SECONDS);
            cluster.nodes().forEach(TestNode::heal);
            return closing.join();
        }
    }

    @Tag("soak")
    @Test
    void closeInACallback_takesNoLongerThanWithTheBareClient() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            Duration bare = closeInCallback(NettyNioAsyncHttpClient.create(), cluster);
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                AlternatorConfig config = cluster.config().strategy(strategy).build();
                assertThat(closeInCallback(
                                AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config),
                                cluster))
                        .as("close() with %s", strategy)
                        .isLessThan(bare.plusMillis(500));
            }
        }
    }

    @Test
    void subClients_areBuiltNeitherOnAnEventLoopNorOnTheSchedulersThread() {
        List<String> builtOn = new CopyOnWriteArrayList<>();
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(4);
                AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
                        new RecordingBuilder(builtOn),
                        cluster.config()
                                .strategy(RoutingStrategy.PER_CONNECTION)
                                .warmStart(false)
                                .hedging(true)
                                .build());
                DynamoDbAsyncClient client = sdk(http, cluster.endpoint())) {
            get(client).join();
            Await.until("4 nodes", () -> http.nodes().size() == 4);
            cluster.node(1).stop(); // its requests fail over on the event loop
            CompletableFuture.allOf(Stream.generate(() -> get(client).thenCompose(got -> get(client)))
                            .limit(64)
                            .toArray(CompletableFuture[]::new))
                    .join();
            Await.until(
                    "nothing in flight",
                    () -> http.nodes().stream().mapToInt(NodeStatus::inFlight).sum() == 0);
            assertThat(builtOn).hasSizeGreaterThanOrEqualTo(4);
            assertThat(builtOn)
                    .noneMatch(thread -> thread.startsWith(EVENT_LOOP) || thread.equals("alternator-worker"));
        }
    }

    private record RecordingBuilder(List<String> builtOn) implements SdkAsyncHttpClient.Builder<RecordingBuilder> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            builtOn.add(Thread.currentThread().getName());
            return NettyNioAsyncHttpClient.builder().buildWithDefaults(serviceDefaults);
        }
    }
}
