package io.alternator.http.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Splits a connection's bytes into requests. Supports only the part of HTTP/1.1 that the SDK's clients use: a body requires
 * {@code Content-Length}, and head and body together must fit into the buffer of 16 KiB.
 */
final class RequestReader {
    private static final int CAPACITY = 16 * 1024;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int LOWER_CASE_BIT = 0x20;

    private final byte[] bytes = new byte[CAPACITY];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** The buffer to read into. It is full only if a request is too large. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Removes and returns the next request, if it has arrived completely. */
    Optional<StubCluster.RequestKind> next() {
        int head = find(HEAD_END, buffer.position());
        if (head < 0) {
            return Optional.empty();
        }
        int end = head + HEAD_END.length + bodyLength(head);
        if (end > buffer.position()) {
            return Optional.empty();
        }
        StubCluster.RequestKind kind = kind();
        buffer.limit(buffer.position()).position(end);
        buffer.compact();
        return Optional.of(kind);
    }

    private StubCluster.RequestKind kind() {
        if (bytes[0] == 'P') {
            return StubCluster.RequestKind.API;
        }
        return bytes["GET /".length()] == 'l' ? StubCluster.RequestKind.NODE_LIST : StubCluster.RequestKind.HEALTH;
    }

    private int bodyLength(int head) {
        int name = find(LENGTH, head);
        if (name < 0) {
            return 0;
        }
        int start = name + LENGTH.length;
        int end = start;
        while (bytes[end] != '\r') {
            end++;
        }
        return Integer.parseInt(new String(bytes, start, end - start, StandardCharsets.US_ASCII).strip());
    }

    /** The index of a lower-case text within the first {@code limit} bytes, ignoring case; negative if it is not there. */
    private int find(byte[] text, int limit) {
        for (int at = 0; at <= limit - text.length; at++) {
            int matched = 0;
            while (matched < text.length && lower(bytes[at + matched]) == text[matched]) {
                matched++;
            }
            if (matched == text.length) {
                return at;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter | LOWER_CASE_BIT : letter;
    }
}
