package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;

/** A response body that tells the attempt how it goes and how it ended: read to the end, closed, aborted or broken. */
final class TrackedBody extends FilterInputStream implements Abortable {
    private final AbortableInputStream body;
    private final Attempt<?> attempt;
    private final BooleanSupplier aborted;
    private boolean ended;

    private TrackedBody(AbortableInputStream body, Attempt<?> attempt, BooleanSupplier aborted) {
        super(body);
        this.body = body;
        this.attempt = attempt;
        this.aborted = aborted;
    }

    /**
     * The body as the caller gets it.
     *
     * @param aborted tells whether the caller aborted the request as a whole
     */
    static AbortableInputStream track(AbortableInputStream body, Attempt<?> attempt, BooleanSupplier aborted) {
        TrackedBody tracked = new TrackedBody(body, attempt, aborted);
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
            return -1; // the SDK asks more than once
        }
        attempt.awaitsBody();
        try {
            int read = in.read(bytes, offset, length);
            attempt.gotBody(false);
            if (read < 0) {
                ended = true;
                attempt.finished();
            } else {
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

    private void noteFailure(Exception failure) {
        if (aborted.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            attempt.abandoned();
        } else {
            attempt.brokeOff(failure);
        }
    }
}
