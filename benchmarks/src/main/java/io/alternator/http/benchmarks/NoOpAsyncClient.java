package io.alternator.http.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An async client that answers immediately on the caller's thread, without I/O. */
record NoOpAsyncClient(NoOpResponses replies) implements SdkAsyncHttpClient {

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        byte[] body = replies.body(request.request());
        request.responseHandler().onHeaders(replies.headers());
        request.responseHandler()
                .onStream(subscriber -> subscriber.onSubscribe(new SingleBufferSubscription(subscriber, body)));
        done.complete(null);
        return done;
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

    private static final class SingleBufferSubscription implements Subscription {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final byte[] body;
        private boolean done;

        private SingleBufferSubscription(Subscriber<? super ByteBuffer> subscriber, byte[] body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        @Override
        public void request(long n) {
            if (!done) {
                done = true;
                subscriber.onNext(ByteBuffer.wrap(body));
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            done = true;
        }
    }
}
