package io.alternator.http.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

/** A request's body of 8 MB. Something happens after its first 64 KB; once it is closed, it cannot be read. */
final class CallersBody extends InputStream {
    static final long LENGTH = 8 << 20;

    private static final int BEFORE_EVENT = 64 << 10;

    private final Event event;
    private long read;
    private volatile boolean closed;

    CallersBody(Event event) {
        this.event = event;
    }

    /** What happens. */
    @FunctionalInterface
    interface Event {
        void happen() throws IOException, InterruptedException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the body is closed");
        }
        if (read == LENGTH) {
            return -1;
        }
        if (read == BEFORE_EVENT) {
            happen();
        }
        long end = read < BEFORE_EVENT ? BEFORE_EVENT : LENGTH;
        int part = (int) Math.min(length, end - read);
        Arrays.fill(bytes, offset, offset + part, (byte) ' ');
        read += part;
        return part;
    }

    private void happen() throws IOException {
        try {
            event.happen();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
