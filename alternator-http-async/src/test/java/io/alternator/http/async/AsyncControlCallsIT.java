package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReplies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

/** Discovery, while calls that are not balanced hang on the only node and hold all of a client's connections to it. */
@Timeout(90)
final class AsyncControlCallsIT {
    private static final int CONNECTIONS = 2;

    private final CountDownLatch released = new CountDownLatch(1);

    private enum Client {
        NETTY_BUILDER,
        NETTY_FINISHED,
        CRT_BUILDER,
        CRT_FINISHED;

        AlternatorAsyncHttpClient open(AlternatorConfig config) {
            SdkAsyncHttpClient.Builder<?> builder = this == NETTY_BUILDER || this == NETTY_FINISHED
                    ? NettyClients.builder().maxConcurrency(CONNECTIONS)
                    : AwsCrtAsyncHttpClient.builder().maxConcurrency(CONNECTIONS);
            return this == NETTY_BUILDER || this == CRT_BUILDER
                    ? AlternatorAsyncHttpClient.wrapAsync(
                            builder,
                            config.toBuilder()
                                    .strategy(RoutingStrategy.PER_CONNECTION)
                                    .build())
                    : AlternatorAsyncHttpClient.wrapAsync(builder.build(), config);
        }
    }

    /** For operations of another service. */
    private CannedReplies replies() {
        CannedReplies defaults = CannedReplies.defaults();
        return (operation, body) -> {
            if (operation.equals("PutRecord")) {
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return defaults.reply(operation, body);
        };
    }

    private static CompletableFuture<Void> send(AlternatorAsyncHttpClient http, URI uri, String target) {
        return http.execute(AsyncExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(uri)
                        .putHeader("Content-Length", "0")
                        .putHeader("X-Amz-Target", target)
                        .build())
                .requestContentPublisher(new NoContent())
                .responseHandler(new RecordingHandler())
                .build());
    }

    @ParameterizedTest
    @EnumSource
    void callsThatAreNotBalanced_holdUpNoControlCall(Client kind) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (AlternatorTestCluster cluster =
                AlternatorTestCluster.builder().nodes(1).replies(replies()).start()) {
            AlternatorConfig config = cluster.config()
                    .discoveryInterval(Duration.ofMillis(500))
                    .meterRegistry(registry)
                    .build();
            try (AlternatorAsyncHttpClient http = kind.open(config)) {
                URI uri = config.endpoint();
                List<CompletableFuture<Void>> hanging = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    hanging.add(send(http, uri, "Kinesis_20131202.PutRecord"));
                }
                Await.until("they hang", () -> cluster.node(0).requests() == CONNECTIONS);
                cluster.addNode();
                List<CompletableFuture<Void>> balanced = new ArrayList<>();
                Await.until("the new node is up", () -> {
                    balanced.add(send(http, uri, "DynamoDB_20120810.GetItem")); // keeps discovery awake
                    return http.nodes().size() == 2
                            && http.nodes().stream().allMatch(node -> node.state() == NodeState.UP);
                });
                assertThat(hanging).noneMatch(CompletableFuture::isDone);
                assertThat(registry.find("alternator.client.ejections").counters())
                        .allMatch(counter -> counter.count() == 0);
                balanced.forEach(request -> request.cancel(true));
                hanging.forEach(request -> request.cancel(true));
            } finally {
                released.countDown();
            }
        }
    }
}
