package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** HTTP clients of the application's own that send another {@code Host} header than was signed, or not. The nodes check each signature. */
final class HostHeaderIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("dog", "bone");
    private static final int CALLS = 30;

    /** A client around another one. */
    private record OwnClient(SdkAsyncHttpClient client, UnaryOperator<SdkHttpRequest> edit)
            implements SdkAsyncHttpClient {

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            return client.execute(AsyncExecuteRequest.builder()
                    .request(edit.apply(request.request()))
                    .requestContentPublisher(request.requestContentPublisher())
                    .responseHandler(request.responseHandler())
                    .build());
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .verifySignatures(CREDENTIALS)
            .start();

    /** Sends signed requests, before and after the nodes are known; none may fail. */
    private void send(UnaryOperator<SdkHttpRequest> edit) {
        try (AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
                        new OwnClient(NettyClients.builder().build(), edit));
                DynamoDbAsyncClient dynamo = DynamoDbAsyncClient.builder()
                        .endpointOverride(cluster.endpoint())
                        .httpClient(http)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                        .build()) {
            for (int i = 0; i < 2 * CALLS; i++) {
                if (i == CALLS) {
                    Await.until("all nodes are known", () -> http.nodes().size() == 3);
                }
                dynamo.listTables().join();
            }
        } finally {
            cluster.close();
        }
    }

    @Test
    void clientThatReplacesTheHost_sendsSignedRequestsToTheEndpoint() {
        send(request -> request.toBuilder()
                .putHeader("Host", request.host() + ":" + request.port())
                .build());
        assertThat(cluster.nodes()).extracting(TestNode::requests).containsExactly(2L * CALLS, 0L, 0L);
    }

    @Test
    void clientThatReplacesTheHost_whoseFirstQuestionIsNotAnswered_sendsSignedRequestsToTheEndpoint() {
        AtomicBoolean asked = new AtomicBoolean();
        send(request -> {
            if (request.method() == SdkHttpMethod.GET && !asked.getAndSet(true)) {
                throw new UncheckedIOException(new ConnectException("the node starts later than the client"));
            }
            return request.toBuilder()
                    .putHeader("Host", request.host() + ":" + request.port())
                    .build();
        });
        assertThat(cluster.nodes()).extracting(TestNode::requests).containsExactly(2L * CALLS, 0L, 0L);
    }

    @Test
    void clientThatKeepsTheHost_isBalanced() {
        send(UnaryOperator.identity());
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.requests()).isPositive());
    }
}
