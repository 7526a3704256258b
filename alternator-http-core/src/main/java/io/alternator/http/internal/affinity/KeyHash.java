package io.alternator.http.internal.affinity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The hash of a partition key: the first 64 bits of MurmurHash3 (x64, 128 bits, seed 0) over one byte for the key's type and the
 * bytes of its value.
 */
public final class KeyHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private static final byte STRING = 1;
    private static final byte NUMBER = 2;
    private static final byte BINARY = 3;

    private KeyHash() {}

    /** Of a key of type {@code S}. */
    public static long ofString(String value) {
        return of(STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a key of type {@code N}, as written in the request: {@code 42} and {@code 42.0} have different hashes. */
    public static long ofNumber(String value) {
        return of(NUMBER, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a key of type {@code B}. */
    public static long ofBinary(byte[] value) {
        return of(BINARY, value);
    }

    private static long of(byte type, byte[] value) {
        byte[] bytes = new byte[value.length + 1];
        bytes[0] = type;
        System.arraycopy(value, 0, bytes, 1, value.length);
        return murmur3(bytes);
    }

    private static long murmur3(byte[] bytes) {
        long h1 = 0;
        long h2 = 0;
        int tail = bytes.length - bytes.length % BLOCK;
        for (int i = 0; i < tail; i += BLOCK) {
            h1 ^= mix1((long) LONGS.get(bytes, i));
            h1 = Long.rotateLeft(h1, 27) + h2;
            h1 = h1 * 5 + 0x52dce729;
            h2 ^= mix2((long) LONGS.get(bytes, i + Long.BYTES));
            h2 = Long.rotateLeft(h2, 31) + h1;
            h2 = h2 * 5 + 0x38495ab5;
        }
        h1 ^= mix1(partial(bytes, tail)); // no bytes leave it as it is
        h2 ^= mix2(partial(bytes, tail + Long.BYTES));
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        return finish(h1) + finish(h2);
    }

    /** Up to eight bytes from this index, in little-endian order; 0 if there is none. */
    private static long partial(byte[] bytes, int from) {
        long value = 0;
        for (int i = Math.min(bytes.length, from + Long.BYTES) - 1; i >= from; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return value;
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h) {
        long mixed = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
