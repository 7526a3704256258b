package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;

/** A response body that tells the attempt how it ended: read to the end, closed, aborted or broken. */
final class TrackedBody extends FilterInputStream implements Abortable {
    private final AbortableInputStream body;
    private final Attempt<?> attempt;
    private final BooleanSupplier aborted;

    private TrackedBody(AbortableInputStream body, Attempt<?> attempt, BooleanSupplier aborted) {
        super(body);
        this.body = body;
        this.attempt = attempt;
        this.aborted = aborted;
    }

    /** The body as the caller gets it; {@code aborted} tells whether the caller aborted the request as a whole. */
    static AbortableInputStream track(AbortableInputStream body, Attempt<?> attempt, BooleanSupplier aborted) {
        TrackedBody tracked = new TrackedBody(body, attempt, aborted);
        return AbortableInputStream.create(tracked, tracked);
    }

    @Override
    public int read() throws IOException {
        try {
            return noteEnd(in.read());
        } catch (IOException | RuntimeException e) {
            noteFailure(e);
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return noteEnd(in.read(bytes, offset, length));
        } catch (IOException | RuntimeException e) {
            noteFailure(e);
            throw e;
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

    private int noteEnd(int read) {
        if (read < 0) {
            attempt.finished();
        }
        return read;
    }

    private void noteFailure(Exception failure) {
        if (aborted.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            attempt.abandoned();
        } else {
            attempt.brokeOff(failure);
        }
    }
}
