package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A request's body as the wrapped client reads it. If that fails, the attempt is told that the node is not the cause. */
record CallersBody(ContentStreamProvider body, Attempt attempt) implements ContentStreamProvider {

    /** Of the kind of body, which the SDK tells in the User-Agent. */
    @Override
    public String name() {
        return body.name();
    }

    @Override
    public InputStream newStream() {
        try {
            return new Watched(body.newStream(), attempt);
        } catch (RuntimeException | Error e) {
            attempt.failedByCaller();
            throw e;
        }
    }

    private static final class Watched extends FilterInputStream {
        private volatile @Nullable Attempt attempt; // until the client closes the stream, which may fail for that

        private Watched(InputStream stream, Attempt attempt) {
            super(stream);
            this.attempt = attempt;
        }

        private void failed() {
            Attempt current = attempt;
            if (current != null) {
                current.failedByCaller();
            }
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException | RuntimeException | Error e) {
                failed();
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException | RuntimeException | Error e) {
                failed();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            attempt = null;
            in.close();
        }
    }
}
