package io.alternator.http.async;

import io.alternator.http.AlternatorMetric;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.SlowBodies;
import java.net.URI;
import java.nio.ByteBuffer;
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
import software.amazon.awssdk.metrics.MetricCollector;

/** {@link SlowBodies} over async clients. */
@Timeout(60)
final class AsyncSlowBodyIT {
    enum Client {
        NETTY,
        CRT;

        SdkAsyncHttpClient open() {
            return switch (this) {
                case NETTY -> NettyClients.builder().build();
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
            CompletableFuture.delayedExecutor(SlowBodies.PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> subscription.request(1));
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (now == Application.TAKES_LONG) {
                LockSupport.parkNanos(SlowBodies.PAUSE.toNanos());
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
            AlternatorAsyncHttpClient http, URI endpoint, Application application, String readSlowlyFrom) {
        MetricCollector metrics = MetricCollector.create("test");
        Reader reader = new Reader(application, metrics, readSlowlyFrom);
        http.execute(AsyncExecuteRequest.builder()
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(endpoint)
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

    private record Http(AlternatorAsyncHttpClient http, Application application) implements SlowBodies.Client {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public void send(URI endpoint, String readSlowlyFrom) {
            AsyncSlowBodyIT.send(http, endpoint, application, readSlowlyFrom);
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static SlowBodies.Opener opener(Client client, Application application) {
        return config -> new Http(AlternatorAsyncHttpClient.wrapAsync(client.open(), config), application);
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatSendsBodiesSlowly_losesItsShare(Client client) {
        SlowBodies.ofANode_loseItsShare(opener(client, Application.FAST));
    }

    @ParameterizedTest
    @CsvSource({"NETTY, ASKS_LATE", "NETTY, TAKES_LONG", "CRT, ASKS_LATE", "CRT, TAKES_LONG"})
    void applicationThatReadsSlowly_makesNoNodeSlow(Client client, Application application) {
        SlowBodies.ofAnApplication_makeNoNodeSlow(opener(client, application));
    }
}
