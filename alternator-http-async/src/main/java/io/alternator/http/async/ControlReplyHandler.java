package io.alternator.http.async;

import io.alternator.http.internal.transport.ControlReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Collects a small response. Its signals come one after the other, as the SDK's contract has it. */
final class ControlReplyHandler implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
    private final CompletableFuture<ControlReply> reply;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile int status;
    private @Nullable Subscription subscription;

    ControlReplyHandler(CompletableFuture<ControlReply> reply, int maxBytes) {
        this.reply = reply;
        this.maxBytes = maxBytes;
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
        status = headers.statusCode();
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        stream.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        if (body.size() + part.remaining() > maxBytes) {
            reply.completeExceptionally(
                    new IOException("a control call's response is longer than " + maxBytes + " bytes"));
            if (subscription != null) {
                subscription.cancel();
            }
            return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void onComplete() {
        reply.complete(new ControlReply(status, body.toByteArray()));
    }

    @Override
    public void onError(Throwable error) {
        reply.completeExceptionally(error);
    }
}
