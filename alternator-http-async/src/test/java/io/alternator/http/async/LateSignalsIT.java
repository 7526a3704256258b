package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** What a blocked event loop of Netty's still has to say of a read that was cancelled, when the SDK's next attempt is in flight. */
@Timeout(120)
final class LateSignalsIT {
    private final BlockableEventLoop loop = new BlockableEventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void doNotFailTheNextAttempt() {
        Observed netty = new Observed(
                NettyNioAsyncHttpClient.builder().eventLoopGroup(loop.group()).build());
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            AlternatorConfig config = cluster.config().build();
            try (AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(netty, config);
                    DynamoDbAsyncClient client = AsyncTestClient.dynamo(
                                    http, config.endpoint(), AnonymousCredentialsProvider.create())
                            .build()) {
                Await.until("all nodes are known", () -> {
                    read(client).join();
                    return http.nodes().size() == 3;
                });
                cluster.nodes().forEach(TestNode::resetCounters);
                cluster.nodes().forEach(TestNode::hangMidBody);
                int sent = netty.sent.get();
                int responses = netty.responses.get();
                CompletableFuture<GetItemResponse> read = read(client);
                Await.until("the body has begun", () -> netty.responses.get() > responses);
                loop.block();
                cluster.nodes().stream().filter(node -> node.requests() == 0).forEach(TestNode::heal);
                Await.until("the SDK's next attempt is in flight", () -> netty.sent.get() > sent + 1);
                loop.release();
                assertThat(read).succeedsWithin(Duration.ofSeconds(30));
            }
        }
    }

    private static CompletableFuture<GetItemResponse> read(DynamoDbAsyncClient client) {
        return client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("Rex"))));
    }

    /** Counts the requests that are no control calls, and those of them whose response has begun. */
    private record Observed(SdkAsyncHttpClient client, AtomicInteger sent, AtomicInteger responses)
            implements SdkAsyncHttpClient {

        private Observed(SdkAsyncHttpClient client) {
            this(client, new AtomicInteger(), new AtomicInteger());
        }

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            if (request.request().method() == SdkHttpMethod.GET) {
                return client.execute(request);
            }
            CompletableFuture<Void> call = client.execute(AsyncExecuteRequest.builder()
                    .request(request.request())
                    .requestContentPublisher(request.requestContentPublisher())
                    .responseHandler(new ObservedHandler(request.responseHandler(), responses))
                    .build());
            sent.incrementAndGet();
            return call;
        }

        @Override
        public String clientName() {
            return client.clientName();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private record ObservedHandler(SdkAsyncHttpResponseHandler handler, AtomicInteger responses)
            implements SdkAsyncHttpResponseHandler {

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            handler.onHeaders(headers);
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            handler.onStream(stream);
            responses.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {
            handler.onError(failure);
        }
    }
}
