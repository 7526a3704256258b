package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.ClassPathWithout;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** An application that has the SDK's HTTP clients, but not its core, which this library needs for its interceptors alone. */
@Timeout(60)
final class WithoutSdkCoreIT {
    private static final int REQUESTS = 30;

    /** Writes and reads over both strategies with all features on; returns how many responses were right. */
    public static final class Program implements Function<String, String> {
        private int right;

        @Override
        public String apply(String seed) {
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                AlternatorConfig config = AlternatorConfig.builder()
                        .seeds(seed)
                        .strategy(strategy)
                        .hedging(true)
                        .responseCompression(true)
                        .trimHeaders(true)
                        .keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", "id"))
                        .meterRegistry(new SimpleMeterRegistry())
                        .build();
                try (AlternatorAsyncHttpClient http =
                        AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config)) {
                    Await.until(
                            "all nodes are up",
                            () -> http.nodes().stream()
                                            .filter(node -> node.state() == NodeState.UP)
                                            .count()
                                    == 3);
                    for (int i = 0; i < REQUESTS; i++) {
                        String id = "{\"id\":{\"S\":\"dog-" + i + "\"}}";
                        send(http, config, "PutItem", "{\"TableName\":\"dogs\",\"Item\":" + id + "}", "{}");
                        send(http, config, "GetItem", "{\"TableName\":\"dogs\",\"Key\":" + id + "}", "dog-" + i + "\"");
                    }
                }
            }
            return right + " responses";
        }

        private void send(
                AlternatorAsyncHttpClient http,
                AlternatorConfig config,
                String operation,
                String body,
                String expected) {
            ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
            Received received = new Received();
            http.execute(AsyncExecuteRequest.builder()
                            .request(SdkHttpRequest.builder()
                                    .method(SdkHttpMethod.POST)
                                    .uri(config.endpoint())
                                    .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                                    .putHeader("Content-Length", Integer.toString(bytes.remaining()))
                                    .build())
                            .requestContentPublisher(new Content(bytes))
                            .responseHandler(received)
                            .build())
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            if (received.successful && received.body.toString().contains(expected)) {
                right++;
            }
        }
    }

    /** A body in memory. */
    private record Content(ByteBuffer bytes) implements SdkHttpContentPublisher {

        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) bytes.remaining());
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                private boolean sent;

                @Override
                public void request(long parts) {
                    if (!sent) {
                        sent = true;
                        subscriber.onNext(bytes.duplicate());
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }

    /** A response. */
    private static final class Received implements SdkAsyncHttpResponseHandler {
        private final StringBuilder body = new StringBuilder(); // read after the request's end
        private volatile boolean successful;

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            successful = headers.isSuccessful();
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(new SimpleSubscriber(part -> body.append(StandardCharsets.UTF_8.decode(part))));
        }

        @Override
        public void onError(Throwable failure) {
            successful = false;
        }
    }

    @Test
    void clientWorks() throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                ClassPathWithout loader = ClassPathWithout.artifact("sdk-core")) {
            assertThatThrownBy(() -> loader.loadClass(SdkBytes.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.run(Program.class, cluster.seed())).isEqualTo(4 * REQUESTS + " responses");
            assertThat(cluster.nodes()).extracting(TestNode::requests).allMatch(requests -> requests > 0);
        }
    }
}
