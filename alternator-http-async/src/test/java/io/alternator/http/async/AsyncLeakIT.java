package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Chaos;
import io.alternator.http.contract.Meters;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Sends 10,000 async requests and cancels every third at some moment, while nodes are killed and restarted. Nothing may leak. */
@Tag("soak")
final class AsyncLeakIT {
    private static final int CALLERS = 8;
    private static final int REQUESTS_EACH = 1250;

    @ParameterizedTest
    @EnumSource
    void nothingLeaks(RoutingStrategy strategy) {
        run(strategy, false, REQUESTS_EACH, Duration.ZERO);
    }

    /** The nodes' latency is close to the hedging delay, and now and then above it: sometimes the first attempt wins, sometimes the hedge. */
    @ParameterizedTest
    @EnumSource
    void nothingLeaks_whileReadsAreHedged(RoutingStrategy strategy) {
        assertThat(run(strategy, true, REQUESTS_EACH / 2, Duration.ofMillis(10)))
                .isGreaterThan(20);
    }

    /** Returns the number of hedges that were sent. */
    private static double run(RoutingStrategy strategy, boolean hedging, int requestsEach, Duration delay) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            cluster.nodes().forEach(node -> node.slow(delay));
            AlternatorConfig config = cluster.config()
                    .strategy(strategy)
                    .hedging(hedging)
                    .meterRegistry(registry)
                    .meterGrace(Duration.ofMillis(1))
                    .name("leak-" + strategy)
                    .build();
            double hedges;
            AlternatorAsyncHttpClient http =
                    AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
            try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                    .endpointOverride(config.endpoint())
                    .httpClient(http)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build()) {
                CompletableFuture<Void> callers = CompletableFuture.allOf(IntStream.range(0, CALLERS)
                        .mapToObj(caller -> CompletableFuture.runAsync(() -> call(client, caller, requestsEach)))
                        .toArray(CompletableFuture[]::new));
                if (hedging) {
                    Chaos.slowNowAndThen(cluster, delay, callers);
                }
                Chaos.killAndRestart(cluster, callers);
                callers.join();
                Await.until("nothing in flight", () -> http.nodes().stream().allMatch(node -> node.inFlight() == 0));
                double idle = registry.get("alternator.client.connections").tag("state", "idle").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum();
                assertThat(idle)
                        .isEqualTo(http.nodes().stream()
                                .mapToInt(NodeStatus::leases)
                                .sum());
                hedges = sentHedges(registry);
            }
            http.close();
            Meters.awaitNone(registry);
            Await.until(
                    "no thread is left",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("alternator-")));
            return hedges;
        }
    }

    private static void call(DynamoDbAsyncClient client, int caller, int requests) {
        Random random = new Random(caller);
        for (int i = 0; i < requests; i++) {
            CompletableFuture<GetItemResponse> response = client.getItem(
                    get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("caller-" + caller))));
            if (random.nextInt(3) == 0) {
                CompletableFuture.runAsync(() -> response.cancel(true));
            }
            try {
                response.join();
            } catch (CompletionException | java.util.concurrent.CancellationException e) {
                // expected: cancelled, or retries ran out as nodes were killed; the test checks only for leaks
            }
        }
    }

    private static double sentHedges(SimpleMeterRegistry registry) {
        return Stream.of("won", "lost", "failed")
                .mapToDouble(result -> registry.get("alternator.client.hedges")
                        .tag("result", result)
                        .counter()
                        .count())
                .sum();
    }
}
