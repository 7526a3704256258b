package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;

/** A response's body that reports to the attempt how far it got and how it ended: at its end, by close, abort or failure. */
final class TrackedBody extends FilterInputStream implements Abortable {
    private final AbortableInputStream body;
    private final Attempt attempt;
    private boolean ended;

    private TrackedBody(AbortableInputStream body, Attempt attempt) {
        super(body);
        this.body = body;
        this.attempt = attempt;
    }

    /** The body as the caller gets it. */
    static AbortableInputStream track(AbortableInputStream body, Attempt attempt) {
        TrackedBody tracked = new TrackedBody(body, attempt);
        return AbortableInputStream.create(tracked, tracked);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? read : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1; // the SDK reads again after the end
        }
        attempt.awaitsBody();
        try {
            int read = in.read(bytes, offset, length);
            attempt.gotBody();
            if (read < 0) {
                ended = true;
                attempt.finished();
            } else {
                attempt.inspect(bytes, offset, read);
            }
            return read;
        } catch (IOException | RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                attempt.abandoned();
            }
            throw Rethrow.asIOException(attempt.bodyFailed(e));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            attempt.finished();
        }
    }

    @Override
    public void abort() {
        attempt.abandoned();
        body.abort();
    }
}
