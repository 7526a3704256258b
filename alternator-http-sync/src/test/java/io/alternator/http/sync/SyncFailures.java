package io.alternator.http.sync;

import io.alternator.http.contract.CancellableClient;
import io.alternator.http.contract.RealFailuresContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** The table of failures for sync clients. */
abstract class SyncFailures extends RealFailuresContract {

    abstract SdkHttpClient.Builder<?> delegate(CancellableClient.Limits limits);

    @Override
    protected CancellableClient open(CancellableClient.Setup setup) {
        SdkHttpClient.Builder<?> delegate = delegate(setup.limits());
        AlternatorHttpClient http = setup.https()
                ? AlternatorHttpClient.wrap(new DistrustsBadNode(setup, delegate), setup.config())
                : AlternatorHttpClient.wrap(delegate, setup.config());
        return new SyncCancellableClient(http, setup.config().endpoint());
    }

    /** Not every SDK client accepts trust managers, but all can trust every certificate. So the bad node gets its own client. */
    private static final class DistrustsBadNode implements SdkHttpClient {
        private final CancellableClient.Setup setup;
        private final SdkHttpClient trusting;
        private final SdkHttpClient strict;

        private DistrustsBadNode(CancellableClient.Setup setup, SdkHttpClient.Builder<?> builder) {
            this.setup = setup;
            this.strict = builder.build();
            this.trusting = builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            boolean distrusted = setup.isBad(
                    request.httpRequest().host(), request.httpRequest().port());
            return (distrusted ? strict : trusting).prepareRequest(request);
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

    private static final class SyncCancellableClient extends SyncTestClient implements CancellableClient {
        private final AlternatorHttpClient http;
        private final URI endpoint;

        private SyncCancellableClient(AlternatorHttpClient http, URI endpoint) {
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
            return begin(ContentStreamProvider.fromUtf8String("{}"), 2);
        }

        @Override
        public PendingCall begin(ContentStreamProvider content, long length) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            ExecutableHttpRequest call = http.prepareRequest(HttpExecuteRequest.builder()
                    .request(SdkHttpRequest.builder()
                            .method(SdkHttpMethod.POST)
                            .uri(endpoint)
                            .putHeader("Content-Length", Long.toString(length))
                            .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
                            .build())
                    .contentStreamProvider(content)
                    .build());
            Thread calling = new Thread(() -> {
                try (InputStream body = call.call().responseBody().orElseThrow()) {
                    body.readAllBytes();
                    ended.complete(null);
                } catch (IOException | RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            });
            calling.setDaemon(true);
            calling.start();
            return new PendingCall(call::abort, ended);
        }

        @Override
        public void closeHttp() {
            http.close();
        }
    }
}
