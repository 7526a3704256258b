package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * A response body that tells the attempt how it goes and how it ended: read to the end, closed, aborted or broken. A body that
 * ends before its {@code Content-Length} is broken, although UrlConnection passes it off as complete.
 */
final class TrackedBody extends FilterInputStream implements Abortable {
    private final AbortableInputStream body;
    private final Attempt<?> attempt;
    private final BooleanSupplier aborted;
    private final long length;
    private long count;

    private TrackedBody(AbortableInputStream body, long length, Attempt<?> attempt, BooleanSupplier aborted) {
        super(body);
        this.length = length;
        this.body = body;
        this.attempt = attempt;
        this.aborted = aborted;
    }

    /**
     * The body as the caller gets it.
     *
     * @param length as the response's headers have it; -1 if they do not
     * @param aborted tells whether the caller aborted the request as a whole
     */
    static AbortableInputStream track(
            AbortableInputStream body, long length, Attempt<?> attempt, BooleanSupplier aborted) {
        TrackedBody tracked = new TrackedBody(body, length, attempt, aborted);
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
        attempt.awaitsBody();
        try {
            int read = in.read(bytes, offset, length);
            attempt.gotBody(false);
            if (read < 0) {
                noteEnd();
            } else {
                count += read;
                attempt.peek(bytes, offset, read);
            }
            return read;
        } catch (IOException | RuntimeException e) {
            noteFailure(e);
            Leg.throwIfGivenUp(attempt, e);
            throw e;
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count += skipped;
        return skipped;
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

    private void noteEnd() throws IOException {
        if (count < length) {
            throw new EOFException("the body ended after " + count + " of " + length + " bytes");
        }
        attempt.finished();
    }

    private void noteFailure(Exception failure) {
        if (aborted.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            attempt.abandoned();
        } else {
            attempt.brokeOff(failure);
        }
    }
}
