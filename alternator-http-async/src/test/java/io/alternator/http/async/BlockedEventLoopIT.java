package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Netty's event loop, on which requests and probes run, while it is blocked, as by a callback of the application's. */
@Timeout(120)
final class BlockedEventLoopIT {
    private static final int READS = 12;

    private final BlockableEventLoop loop = new BlockableEventLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        loop.close();
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatAnswerAProbe_stayUp_andTheirReadsAreNotCancelled(RoutingStrategy strategy) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            AlternatorConfig config =
                    cluster.config().strategy(strategy).meterRegistry(registry).build();
            try (AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
                            NettyNioAsyncHttpClient.builder().eventLoopGroup(loop.group()), config);
                    DynamoDbAsyncClient client = AsyncTestClient.dynamo(
                                    http, config.endpoint(), AnonymousCredentialsProvider.create())
                            .build()) {
                Await.until("all nodes are asked", () -> {
                    reads(client).forEach(CompletableFuture::join);
                    return cluster.nodes().stream().allMatch(node -> node.requests() > 0);
                });
                loop.block();
                List<Long> before =
                        cluster.nodes().stream().map(BlockedEventLoopIT::probes).toList();
                List<CompletableFuture<GetItemResponse>> reads = reads(client);
                Await.until(
                        "each node has answered three probes",
                        () -> IntStream.range(0, before.size())
                                .allMatch(i -> probes(cluster.node(i)) >= before.get(i) + 3));
                assertThat(http.nodes()).allMatch(node -> node.state() == NodeState.UP);
                loop.release();
                assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(Duration.ofSeconds(30)));
                assertThat(registry.find("alternator.client.ejections").counters())
                        .allMatch(counter -> counter.count() == 0);
            }
        }
    }

    private static long probes(TestNode node) {
        return node.controlRequests() - node.listRequests();
    }

    private static List<CompletableFuture<GetItemResponse>> reads(DynamoDbAsyncClient client) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("Rex"));
        return Stream.generate(() -> client.getItem(get -> get.tableName("dogs").key(key)))
                .limit(READS)
                .toList();
    }
}
