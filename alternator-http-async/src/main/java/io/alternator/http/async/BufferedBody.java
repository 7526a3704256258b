package io.alternator.http.async;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a request's body from a publisher that holds it in memory, as the SDK's do: it delivers all of it when asked. */
final class BufferedBody implements Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<InputStream> whole = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;

    private BufferedBody() {}

    /** The whole body; null if the publisher does not deliver it at once. */
    static @Nullable InputStream open(Publisher<ByteBuffer> publisher) {
        BufferedBody body = new BufferedBody();
        publisher.subscribe(body);
        Subscription open = body.subscription;
        if (open != null && !body.whole.isDone()) {
            open.cancel();
        }
        return body.whole.isCompletedExceptionally() ? null : body.whole.getNow(null);
    }

    @Override
    public void onSubscribe(Subscription opened) {
        subscription = opened;
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        ByteBuffer unread = part.duplicate();
        while (unread.hasRemaining()) {
            bytes.write(unread.get());
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
