package io.alternator.http.sync;

import io.alternator.http.internal.operation.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A request's body that is read before it is sent. The stream that was read is the first one that is sent, from its beginning: of a
 * provider that can be asked only once, it is the only one.
 */
final class ReadAheadBody implements ContentStreamProvider {
    private final ContentStreamProvider body;
    private final AtomicReference<@Nullable InputStream> first;

    /** Has a stream of the body, of which nothing is read. */
    ReadAheadBody(ContentStreamProvider body) {
        this.body = body;
        this.first = new AtomicReference<>(body.newStream());
    }

    /** Reads the stream and sets it back; false if that is not possible, as with a stream that can be read once. */
    boolean read(RequestBody.Reader reader) throws IOException {
        InputStream stream = first.get();
        if (stream == null || !stream.markSupported()) {
            return false;
        }
        stream.mark(Integer.MAX_VALUE);
        try {
            reader.read(stream);
        } finally {
            reset(stream);
        }
        return true;
    }

    /** A stream that cannot be set back is not sent. */
    private void reset(InputStream stream) throws IOException {
        try {
            stream.reset();
        } catch (IOException e) {
            first.set(null);
            throw e;
        }
    }

    @Override
    public InputStream newStream() {
        InputStream unread = first.getAndSet(null);
        return unread != null ? unread : body.newStream();
    }
}
