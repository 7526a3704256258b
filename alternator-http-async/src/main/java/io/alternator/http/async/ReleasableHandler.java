package io.alternator.http.async;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * What the wrapped client knows of an attempt's handler. Netty's client keeps the last one of each address until it is closed, and
 * would keep the attempt, its node and its meters with it. The field is not volatile: a late event may still be passed on.
 */
final class ReleasableHandler implements SdkAsyncHttpResponseHandler {
    private @Nullable SdkAsyncHttpResponseHandler handler;

    ReleasableHandler(SdkAsyncHttpResponseHandler handler) {
        this.handler = handler;
    }

    /** The attempt has ended: later events are of no interest. */
    void release() {
        handler = null;
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
        SdkAsyncHttpResponseHandler current = handler;
        if (current != null) {
            current.onHeaders(headers);
        }
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        SdkAsyncHttpResponseHandler current = handler;
        if (current != null) {
            current.onStream(stream);
        } else {
            stream.subscribe(new CancellingSubscriber());
        }
    }

    @Override
    public void onError(Throwable failure) {
        SdkAsyncHttpResponseHandler current = handler;
        if (current != null) {
            current.onError(failure);
        }
    }
}
