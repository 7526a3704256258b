package io.alternator.http.async;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.Failure;
import io.alternator.http.contract.RealFailuresContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** The table of failures for async clients. */
abstract class AsyncFailures extends RealFailuresContract {

    abstract SdkAsyncHttpClient.Builder<?> delegate(CancellableClient.Limits limits);

    @Override
    protected CancellableClient open(CancellableClient.Setup setup) {
        SdkAsyncHttpClient.Builder<?> delegate = delegate(setup.limits());
        AlternatorAsyncHttpClient http = setup.https()
                ? AlternatorAsyncHttpClient.wrapAsync(new DistrustsBadNode(setup, delegate), setup.config())
                : AlternatorAsyncHttpClient.wrapAsync(delegate, setup.config());
        return new AsyncCancellableClient(http, setup.config().endpoint());
    }

    @Override
    protected Map<Failure, String> inapplicable() {
        return Map.of(Failure.INTERRUPT, "no thread waits for an async call");
    }

    /** Not every SDK client accepts trust managers, but all can trust every certificate. So the bad node gets its own client. */
    private static final class DistrustsBadNode implements SdkAsyncHttpClient {
        private final CancellableClient.Setup setup;
        private final SdkAsyncHttpClient trusting;
        private final SdkAsyncHttpClient strict;

        private DistrustsBadNode(CancellableClient.Setup setup, SdkAsyncHttpClient.Builder<?> builder) {
            this.setup = setup;
            this.strict = builder.build();
            this.trusting = builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            boolean distrusted =
                    setup.isBad(request.request().host(), request.request().port());
            return (distrusted ? strict : trusting).execute(request);
        }

        @Override
        public String clientName() {
            return strict.clientName();
        }

        @Override
        public void close() {
            strict.close();
            trusting.close();
        }
    }

    private static final class AsyncCancellableClient implements CancellableClient {
        private final AlternatorAsyncHttpClient http;
        private final URI endpoint;
        private final DynamoDbAsyncClient client;

        private AsyncCancellableClient(AlternatorAsyncHttpClient http, URI endpoint) {
            this.http = http;
            this.endpoint = endpoint;
            this.client = DynamoDbAsyncClient.builder()
                    .httpClient(http)
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                    .build();
        }

        @Override
        public Map<String, AttributeValue> get(GetItemRequest request) {
            try {
                return client.getItem(request).join().item();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        @Override
        public PendingCall begin() {
            CompletableFuture<?> call = http.execute(AsyncExecuteRequest.builder()
                    .request(SdkHttpRequest.builder()
                            .method(SdkHttpMethod.POST)
                            .uri(endpoint)
                            .putHeader("Content-Length", "0")
                            .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
                            .build())
                    .requestContentPublisher(new NoContent())
                    .responseHandler(new RecordingHandler())
                    .build());
            return new PendingCall(() -> call.cancel(true), call);
        }

        @Override
        public void put(String id) {
            client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id))))
                    .join();
        }

        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public ClientHealth health() {
            return http.health();
        }

        @Override
        public void closeHttp() {
            http.close();
        }

        @Override
        public void close() {
            client.close();
            http.close();
        }
    }
}
