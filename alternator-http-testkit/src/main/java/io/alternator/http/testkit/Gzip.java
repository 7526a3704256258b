package io.alternator.http.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compressed bodies. */
final class Gzip {
    private Gzip() {}

    static byte[] compress(byte[] bytes) {
        return compress(bytes, Deflater.DEFAULT_COMPRESSION);
    }

    /** Valid but for one letter, which only the checksum tells: the text is not compressed, and one letter in its middle differs. */
    static byte[] corrupt(byte[] bytes) {
        byte[] corrupt = compress(bytes, Deflater.NO_COMPRESSION);
        int letter = corrupt.length / 2;
        while (!Character.isLetter(corrupt[letter])) {
            letter++;
        }
        corrupt[letter] ^= 1;
        return corrupt;
    }

    private static byte[] compress(byte[] bytes, int level) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new LeveledGzip(compressed, level)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** The text of a compressed body. */
    static String text(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return plainText(gzip.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not gzip", e);
        }
    }

    static String plainText(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        private LeveledGzip(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
