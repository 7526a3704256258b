package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorMetric;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.metrics.MetricCollector;

/** One request after the other: those to one node have bodies that take long, because of the node or of the application. */
@Timeout(60)
final class AsyncSlowBodyIT {
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int REQUESTS = 120;

    enum Client {
        NETTY,
        CRT;

        SdkAsyncHttpClient open() {
            return switch (this) {
                case NETTY -> NettyNioAsyncHttpClient.create();
                case CRT -> AwsCrtAsyncHttpClient.create();
            };
        }
    }

    /** What an application does with a body. */
    enum Application {
        /** Wants all at once. */
        FAST,
        /** Asks for each part after a pause: back-pressure. */
        ASKS_LATE,
        /** Has asked for all parts, and pauses in each. */
        TAKES_LONG
    }

    /** Reads a body, with pauses if it is from this node. */
    private static final class Reader implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
        private final Application application;
        private final MetricCollector metrics;
        private final String slowNode;
        private final CompletableFuture<Void> read = new CompletableFuture<>();
        private Application now = Application.FAST;
        private @Nullable Subscription subscription;

        private Reader(Application application, MetricCollector metrics, String slowNode) {
            this.application = application;
            this.metrics = metrics;
            this.slowNode = slowNode;
        }

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            if (metrics.collect().metricValues(AlternatorMetric.NODE).contains(slowNode)) {
                now = application;
            }
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            if (now == Application.ASKS_LATE) {
                askLate(subscription);
            } else {
                subscription.request(Long.MAX_VALUE);
            }
        }

        private static void askLate(Subscription subscription) {
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> subscription.request(1));
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (now == Application.TAKES_LONG) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else if (now == Application.ASKS_LATE && subscription != null) {
                askLate(subscription);
            }
        }

        @Override
        public void onError(Throwable failure) {
            read.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            read.complete(null);
        }
    }

    private static void send(
            AlternatorAsyncHttpClient http, AlternatorTestCluster cluster, Application application, TestNode slow) {
        MetricCollector metrics = MetricCollector.create("test");
        Reader reader = new Reader(application, metrics, slow.address().toString());
        http.execute(AsyncExecuteRequest.builder()
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(cluster.endpoint())
                                .putHeader("Content-Length", "0")
                                .putHeader("X-Amz-Target", "DynamoDB_20120810.ListTables")
                                .build())
                        .requestContentPublisher(new NoContent())
                        .responseHandler(reader)
                        .metricCollector(metrics)
                        .build())
                .join();
        reader.read.join();
    }

    private static LoadBalancingPolicy recording(TestNode node, List<Long> latencies) {
        return random -> {
            LoadBalancingPolicy.Picker roundRobin =
                    LoadBalancingPolicy.roundRobin().newPicker(random);
            return candidates -> {
                for (int i = 0; i < candidates.size(); i++) {
                    if (candidates.get(i).address().equals(node.address())) {
                        latencies.add(candidates.latencyNanos(i));
                    }
                }
                return roundRobin.pick(candidates);
            };
        };
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatSendsBodiesSlowly_losesItsShare(Client client) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
                        client.open(), cluster.config().build())) {
            Await.until("all nodes are known", () -> http.nodes().size() == 3);
            TestNode second = cluster.node(1);
            second.slowBody(PAUSE);
            for (int i = 0; i < 2 * REQUESTS; i++) {
                if (i == REQUESTS) {
                    second.resetCounters();
                }
                send(http, cluster, Application.FAST, second);
            }
            assertThat((double) second.requests() / REQUESTS).isLessThan(0.15);
        }
    }

    /** Its thread may be scheduled late now and then, but not with each of the last reads. */
    @ParameterizedTest
    @CsvSource({"NETTY, ASKS_LATE", "NETTY, TAKES_LONG", "CRT, ASKS_LATE", "CRT, TAKES_LONG"})
    void applicationThatReadsSlowly_makesNoNodeSlow(Client client, Application application) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            List<Long> latencies = new ArrayList<>();
            TestNode second = cluster.node(1);
            AlternatorConfig config =
                    cluster.config().policy(recording(second, latencies)).build();
            try (AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(client.open(), config)) {
                Await.until("all nodes are known", () -> http.nodes().size() == 3);
                for (int i = 0; i < REQUESTS; i++) {
                    send(http, cluster, application, second);
                }
            }
            assertThat(Collections.min(latencies.subList(latencies.size() / 2, latencies.size())))
                    .isBetween(1L, PAUSE.toNanos() - 1);
        }
    }
}
