package io.alternator.http.async;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Takes the parts of a request's body that is in memory, without copying them: it has passed on all when subscribing returns. */
final class BodyInMemory implements Subscriber<ByteBuffer> {
    private final List<ByteBuffer> parts =
            new CopyOnWriteArrayList<>(); // a body that is not in memory uses another thread
    private volatile @Nullable Subscription subscription;
    private volatile boolean complete;

    private BodyInMemory() {}

    /** The body; null if it is not in memory. */
    static @Nullable InputStream read(SdkHttpContentPublisher body) {
        BodyInMemory read = new BodyInMemory();
        body.subscribe(read);
        if (read.complete) {
            return new SequenceInputStream(Collections.enumeration(
                    read.parts.stream().map(BodyInMemory::stream).toList()));
        }
        read.cancel();
        return null;
    }

    private static InputStream stream(ByteBuffer part) {
        if (part.hasArray()) {
            return new ByteArrayInputStream(part.array(), part.arrayOffset() + part.position(), part.remaining());
        }
        byte[] copy = new byte[part.remaining()]; // a part that is read-only does not show its array
        part.duplicate().get(copy);
        return new ByteArrayInputStream(copy);
    }

    private void cancel() {
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription opened) {
        subscription = opened;
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        parts.add(part);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {
        complete = true;
    }
}
