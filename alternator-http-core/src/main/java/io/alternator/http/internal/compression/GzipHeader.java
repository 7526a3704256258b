package io.alternator.http.internal.compression;

import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/** The header of a gzip member (RFC 1952). */
final class GzipHeader {
    private static final int FIXED_LENGTH = 10;
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA_FIELD = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private GzipHeader() {}

    /**
     * Skips the header if all of it is there; else the buffer's position does not move.
     *
     * @param bytes in little-endian order
     * @throws ZipException if this is not gzip
     */
    static boolean skip(ByteBuffer bytes) throws ZipException {
        int start = bytes.position();
        if (bytes.remaining() < FIXED_LENGTH) {
            return false;
        }
        int flags = bytes.get(start + 3);
        if (Short.toUnsignedInt(bytes.getShort(start)) != MAGIC
                || bytes.get(start + 2) != DEFLATE
                || (flags & RESERVED) != 0) {
            throw new ZipException("the body is not gzip, as its Content-Encoding says");
        }
        bytes.position(start + FIXED_LENGTH);
        boolean whole = (!has(flags, HAS_EXTRA_FIELD) || skipExtraField(bytes))
                && (!has(flags, HAS_NAME) || skipText(bytes))
                && (!has(flags, HAS_COMMENT) || skipText(bytes))
                && (!has(flags, HAS_CHECKSUM) || skip(bytes, Short.BYTES));
        if (!whole) {
            bytes.position(start);
            if (bytes.remaining() > MAX_LENGTH) {
                throw new ZipException("the gzip header has more than " + MAX_LENGTH + " bytes");
            }
        }
        return whole;
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static boolean skipExtraField(ByteBuffer bytes) {
        return bytes.remaining() >= Short.BYTES && skip(bytes, Short.toUnsignedInt(bytes.getShort()));
    }

    /** A text that ends with a zero. */
    private static boolean skipText(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (bytes.get() == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean skip(ByteBuffer bytes, int count) {
        if (bytes.remaining() < count) {
            return false;
        }
        bytes.position(bytes.position() + count);
        return true;
    }
}
