package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.LeakContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Every third request is cancelled at some moment. */
final class AsyncLeakIT extends LeakContract {

    @Override
    protected Client open(AlternatorConfig config) {
        AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
        return new CancellingClient(
                http,
                DynamoDbAsyncClient.builder()
                        .endpointOverride(config.endpoint())
                        .httpClient(http)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build());
    }

    /** A cancelled request may end after its caller has sent the next one, on another connection. */
    @Override
    protected int maxIdle() {
        return 4 * CALLERS;
    }

    private record CancellingClient(AlternatorAsyncHttpClient http, DynamoDbAsyncClient sdk) implements Client {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public void send(int caller, Random random) {
            CompletableFuture<GetItemResponse> response = sdk.getItem(
                    get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("caller-" + caller))));
            if (random.nextInt(3) == 0) {
                CompletableFuture.runAsync(() -> response.cancel(true));
            }
            try {
                response.join();
            } catch (CompletionException | CancellationException e) {
                // expected: cancelled, or retries ran out as nodes were killed; the test checks only for leaks
            }
        }

        @Override
        public void close() {
            sdk.close();
            http.close();
        }
    }
}
