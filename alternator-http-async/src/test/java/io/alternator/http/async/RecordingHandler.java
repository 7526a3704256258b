package io.alternator.http.async;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Records the events that the caller receives. */
final class RecordingHandler implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
    final List<String> events = new ArrayList<>();

    @Nullable
    Subscription subscription;

    /** The first failure; null if there is none. */
    @Nullable
    Throwable failure;

    @Override
    public void onHeaders(SdkHttpResponse headers) {
        events.add("headers");
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        events.add("stream");
        stream.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer part) {
        events.add("next");
    }

    @Override
    public void onError(Throwable failure) {
        events.add("error");
        this.failure = this.failure == null ? failure : this.failure;
    }

    @Override
    public void onComplete() {
        events.add("complete");
    }
}
