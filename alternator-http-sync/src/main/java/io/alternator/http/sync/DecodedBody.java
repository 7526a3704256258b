package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import software.amazon.awssdk.http.AbortableInputStream;

/** A compressed response body as it is passed on. Fails if it is truncated or corrupt, before its end is read. */
final class DecodedBody extends FilterInputStream {
    private static final int PART = 8192;

    private final Attempt attempt;
    private final byte[] part = new byte[PART];
    private ByteBuffer decoded = ByteBuffer.allocate(0);
    private boolean ended;

    private DecodedBody(AbortableInputStream body, Attempt attempt) {
        super(body);
        this.attempt = attempt;
    }

    /** The body itself if it is not compressed. */
    static AbortableInputStream decode(AbortableInputStream body, Attempt attempt) {
        return attempt.decodesBody() ? AbortableInputStream.create(new DecodedBody(body, attempt), body) : body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? read : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!ended && !decoded.hasRemaining()) {
            readPart();
        }
        if (!decoded.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(bytes, offset, count);
        return count;
    }

    private void readPart() throws IOException {
        int read = in.read(part, 0, part.length);
        if (read < 0) {
            ended = true;
            attempt.endDecoding();
        } else {
            decoded = attempt.decode(ByteBuffer.wrap(part, 0, read));
        }
    }

    @Override
    public int available() {
        return decoded.remaining();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        attempt.stopDecoding();
        in.close();
    }
}
