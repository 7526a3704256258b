package io.alternator.http.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** A sync client that answers immediately, without I/O. */
record NoOpSyncClient(NoOpResponses replies) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(replies.headers())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(replies.body(request.httpRequest()))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}

    /** Sends a request through a client and returns the length of the response's body, which it reads to its end. */
    static int exchange(SdkHttpClient http, HttpExecuteRequest request, byte[] buffer) throws IOException {
        try (AbortableInputStream body =
                http.prepareRequest(request).call().responseBody().orElseThrow()) {
            int bytes = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
            return bytes;
        }
    }

    /** Builds clients whose node list has this many nodes. */
    record Builder(int nodes) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new NoOpSyncClient(new NoOpResponses(nodes));
        }
    }
}
