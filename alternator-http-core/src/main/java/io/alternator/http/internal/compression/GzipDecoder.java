package io.alternator.http.internal.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decodes a gzip body part by part. It holds back the end of what is decoded, from the last byte that is not white space, until the
 * checksum behind it is verified: a JSON text that is truncated or corrupt is never seen complete. The AWS SDK's own decoder passes on
 * all of it first, and what reads the rest ignores an {@code IOException}. Used by one thread at a time.
 */
public final class GzipDecoder {
    private static final int TRAILER_LENGTH = 8;
    private static final int MIN_OUTPUT = 1024;
    private static final int EXPECTED_RATIO = 4;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Step step = Step.HEADER;
    private boolean beforeFirstMember = true;

    /** Of a header or trailer, the part that is there. */
    private ByteBuffer unread = NOTHING;

    private byte[] output = new byte[0];
    private int length;

    private enum Step {
        HEADER,
        DATA,
        TRAILER
    }

    /**
     * Decodes the next part; the buffer's position does not move.
     *
     * @return what can be passed on; often empty for a small part
     * @throws ZipException if the body is corrupt, or no gzip
     */
    public ByteBuffer decode(ByteBuffer part) throws ZipException {
        ByteBuffer in = withUnread(part);
        output = Arrays.copyOf(output, Math.max(MIN_OUTPUT, length + in.remaining() * EXPECTED_RATIO));
        while (in.hasRemaining() && advance(in)) {
            // the next step
        }
        unread = in.hasRemaining() ? copy(in) : NOTHING;
        return takeOutput();
    }

    /** True if the body may end here: everything is decoded and verified. */
    public boolean isComplete() {
        return step == Step.HEADER && !beforeFirstMember && !unread.hasRemaining();
    }

    /** Frees native memory. Nothing can be decoded afterwards. */
    public void close() {
        inflater.end();
    }

    /** Returns false if the step needs more bytes. */
    private boolean advance(ByteBuffer in) throws ZipException {
        return switch (step) {
            case HEADER -> readHeader(in);
            case DATA -> inflate(in);
            case TRAILER -> readTrailer(in);
        };
    }

    private boolean readHeader(ByteBuffer in) throws ZipException {
        if (!GzipHeader.skip(in)) {
            return false;
        }
        beforeFirstMember = false;
        inflater.reset();
        checksum.reset();
        step = Step.DATA;
        return true;
    }

    private boolean inflate(ByteBuffer in) throws ZipException {
        inflater.setInput(in);
        try {
            while (!inflater.finished()) {
                if (length == output.length) {
                    output = Arrays.copyOf(output, 2 * length);
                }
                int count = inflater.inflate(output, length, output.length - length);
                checksum.update(output, length, count);
                length += count;
                if (count == 0 && !inflater.finished()) {
                    if (inflater.needsDictionary()) {
                        throw new ZipException("the gzip body is corrupt: it needs a dictionary");
                    }
                    return false;
                }
            }
        } catch (DataFormatException e) {
            throw new ZipException("the gzip body is corrupt: " + e.getMessage());
        }
        step = Step.TRAILER;
        return true;
    }

    private boolean readTrailer(ByteBuffer in) throws ZipException {
        if (in.remaining() < TRAILER_LENGTH) {
            return false;
        }
        if (in.getInt() != (int) checksum.getValue() || in.getInt() != (int) inflater.getBytesWritten()) {
            throw new ZipException("the gzip body is corrupt: its checksum or length is wrong");
        }
        step = Step.HEADER;
        return true;
    }

    private ByteBuffer takeOutput() {
        int passedOn = step == Step.HEADER ? length : beforeLastByteOfText();
        ByteBuffer taken = ByteBuffer.wrap(output, 0, passedOn);
        output = Arrays.copyOfRange(output, passedOn, length);
        length -= passedOn;
        return taken;
    }

    private int beforeLastByteOfText() {
        int end = Math.max(0, length - 1);
        while (end > 0 && output[end] <= ' ' && output[end] >= 0) {
            end--;
        }
        return end;
    }

    private ByteBuffer withUnread(ByteBuffer part) {
        if (!unread.hasRemaining()) {
            return part.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
        return ByteBuffer.allocate(unread.remaining() + part.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(unread)
                .put(part.duplicate())
                .flip();
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
