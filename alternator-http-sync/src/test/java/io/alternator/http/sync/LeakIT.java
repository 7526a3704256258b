package io.alternator.http.sync;

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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** Sends 10,000 requests that end in every possible way, while nodes are killed and restarted. Nothing may leak. */
@Tag("soak")
final class LeakIT {
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
            AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
            CompletableFuture<Void> callers = CompletableFuture.allOf(IntStream.range(0, CALLERS)
                    .mapToObj(caller ->
                            CompletableFuture.runAsync(() -> call(http, config.endpoint(), caller, requestsEach)))
                    .toArray(CompletableFuture[]::new));
            if (hedging) {
                Chaos.slowNowAndThen(cluster, delay, callers);
            }
            Chaos.killAndRestart(cluster, callers);
            callers.join();
            Await.until("nothing in flight", () -> http.nodes().stream().allMatch(node -> node.inFlight() == 0));
            assertThat(registry.get("alternator.client.requests.active").gauges())
                    .allMatch(gauge -> gauge.value() == 0);
            double idle = registry.get("alternator.client.connections").tag("state", "idle").gauges().stream()
                    .mapToDouble(Gauge::value)
                    .sum();
            assertThat(idle)
                    .isEqualTo(
                            http.nodes().stream().mapToInt(NodeStatus::leases).sum())
                    .isLessThanOrEqualTo(CALLERS);
            double hedges = sentHedges(registry);
            http.close();
            Meters.awaitNone(registry);
            Await.until(
                    "no thread is left",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("alternator-")));
            return hedges;
        }
    }

    private static void call(AlternatorHttpClient http, URI endpoint, int caller, int requests) {
        Random random = new Random(caller);
        for (int i = 0; i < requests; i++) {
            ExecutableHttpRequest request = http.prepareRequest(request(endpoint));
            try {
                end(request, random.nextInt(8));
            } catch (IOException | RuntimeException e) {
                // expected: a node was killed or the request aborted; the test checks only for leaks
            }
        }
    }

    private static void end(ExecutableHttpRequest request, int how) throws IOException {
        if (how == 0) {
            request.abort();
        }
        if (how == 1) {
            CompletableFuture.runAsync(request::abort);
        }
        AbortableInputStream body = request.call().responseBody().orElseThrow();
        switch (how) {
            case 2 -> body.abort();
            case 3 -> request.abort();
            case 4 -> body.close();
            default -> {
                body.readAllBytes();
                body.close();
            }
        }
    }

    private static HttpExecuteRequest request(URI endpoint) {
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                        .putHeader("Content-Length", "2")
                        .build())
                .contentStreamProvider(ContentStreamProvider.fromUtf8String("{}"))
                .build();
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
