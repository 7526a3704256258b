package io.alternator.http.async;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.Failure;
import io.alternator.http.contract.RealFailuresContract;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
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

    private static final class AsyncCancellableClient extends AsyncTestClient implements CancellableClient {
        private final AlternatorAsyncHttpClient http;
        private final URI endpoint;

        private AsyncCancellableClient(AlternatorAsyncHttpClient http, URI endpoint) {
            super(
                    http,
                    endpoint,
                    AnonymousCredentialsProvider.create(),
                    ClientOverrideConfiguration.builder()
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .build());
            this.http = http;
            this.endpoint = endpoint;
        }

        @Override
        public PendingCall begin() {
            return begin(new NoContent(), 0);
        }

        @Override
        public PendingCall begin(ContentStreamProvider body, long length) {
            return begin(new StreamedBody(body, length), length);
        }

        private PendingCall begin(SdkHttpContentPublisher body, long length) {
            CompletableFuture<?> call = http.execute(AsyncExecuteRequest.builder()
                    .request(SdkHttpRequest.builder()
                            .method(SdkHttpMethod.POST)
                            .uri(endpoint)
                            .putHeader("Content-Length", Long.toString(length))
                            .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
                            .build())
                    .requestContentPublisher(body)
                    .responseHandler(new RecordingHandler())
                    .build());
            return new PendingCall(() -> call.cancel(true), call);
        }

        @Override
        public void closeHttp() {
            http.close();
        }
    }
}
