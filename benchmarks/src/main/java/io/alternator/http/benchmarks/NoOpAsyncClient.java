package io.alternator.http.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An async client that answers immediately on the caller's thread, without I/O. */
record NoOpAsyncClient(NoOpResponses replies) implements SdkAsyncHttpClient {

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        ByteBuffer body = ByteBuffer.wrap(replies.body(request.request()));
        request.responseHandler().onHeaders(replies.headers());
        request.responseHandler().onStream(SdkPublisher.fromIterable(List.of(body)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}

    /** Builds clients whose node list has this many nodes. */
    record Builder(int nodes) implements SdkAsyncHttpClient.Builder<Builder> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new NoOpAsyncClient(new NoOpResponses(nodes));
        }
    }
}
