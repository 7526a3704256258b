package io.alternator.http.async;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A request's body that a thread reads from a stream. Cancelling it closes the stream, and what fails for that is passed on. */
record StreamedBody(ContentStreamProvider body, long length) implements SdkHttpContentPublisher {
    private static final int PART = 16 << 10;

    @Override
    public Optional<Long> contentLength() {
        return Optional.of(length);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        InputStream stream = body.newStream();
        Semaphore demand = new Semaphore(0);
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                demand.release((int) Math.min(n, length / PART + 1));
            }

            @Override
            public void cancel() {
                try {
                    stream.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                demand.release();
            }
        });
        Thread reading = new Thread(() -> read(stream, demand, subscriber), "streamed body");
        reading.setDaemon(true);
        reading.start();
    }

    private static void read(InputStream stream, Semaphore demand, Subscriber<? super ByteBuffer> subscriber) {
        try {
            byte[] part = new byte[PART];
            while (true) {
                demand.acquireUninterruptibly();
                int read = stream.read(part);
                if (read < 0) {
                    subscriber.onComplete();
                    return;
                }
                subscriber.onNext(ByteBuffer.wrap(part.clone(), 0, read));
            }
        } catch (IOException | RuntimeException failure) {
            subscriber.onError(failure);
        }
    }
}
