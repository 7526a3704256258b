package io.alternator.http.async;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A request body as the wrapped client knows it. Netty's client keeps the last one of each address until it is closed; after the
 * attempt it is empty.
 */
final class ReleasableBody implements SdkHttpContentPublisher {
    private static final SdkHttpContentPublisher RELEASED = new NoContent();

    private SdkHttpContentPublisher body;

    ReleasableBody(SdkHttpContentPublisher body) {
        this.body = body;
    }

    /** The attempt has ended: nobody reads the body again. */
    void release() {
        body = RELEASED;
    }

    @Override
    public Optional<Long> contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(subscriber);
    }
}
