package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.LeakContract;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class LeakIT extends LeakContract {

    @Override
    protected Client open(AlternatorConfig config) {
        return new AbortingClient(AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config), config.endpoint());
    }

    @Override
    protected int maxIdle() {
        return CALLERS;
    }

    private record AbortingClient(AlternatorHttpClient http, URI endpoint) implements Client {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public void send(int caller, Random random) {
            try {
                end(http.prepareRequest(request(endpoint)), random.nextInt(8));
            } catch (IOException | RuntimeException e) {
                // expected: a node was killed or the request aborted; the test checks only for leaks
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static void end(ExecutableHttpRequest request, int how) throws IOException {
        if (how == 0) {
            request.abort();
        }
        if (how == 1) {
            CompletableFuture.runAsync(request::abort);
        }
        AbortableInputStream body = request.call().responseBody().orElseThrow();
        switch (how) {
            case 2 -> body.abort();
            case 3 -> request.abort();
            case 4 -> body.close();
            default -> {
                body.readAllBytes();
                body.close();
            }
        }
    }

    private static HttpExecuteRequest request(URI endpoint) {
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                        .putHeader("Content-Length", "2")
                        .build())
                .contentStreamProvider(ContentStreamProvider.fromUtf8String("{}"))
                .build();
    }
}
