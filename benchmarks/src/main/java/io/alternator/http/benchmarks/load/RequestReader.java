package io.alternator.http.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the requests in a connection's bytes: as much of HTTP/1.1 as the SDK's clients speak, and no more. A body has a {@code
 * Content-Length} or there is none; head and body fit into the buffer.
 */
final class RequestReader {
    private static final int CAPACITY = 16 * 1024;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int CASE_BIT = 0x20;

    private final byte[] bytes = new byte[CAPACITY];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** Where to read to; full only if a request is too large. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Takes the next request out, if all of it is here. */
    Optional<Cluster.RequestLine> next() {
        int head = find(HEAD_END, buffer.position());
        if (head < 0) {
            return Optional.empty();
        }
        int end = head + HEAD_END.length + bodyLength(head);
        if (end > buffer.position()) {
            return Optional.empty();
        }
        Cluster.RequestLine line = line();
        buffer.limit(buffer.position()).position(end);
        buffer.compact();
        return Optional.of(line);
    }

    private Cluster.RequestLine line() {
        if (bytes[0] == 'P') {
            return Cluster.RequestLine.API;
        }
        return bytes["GET /".length()] == 'l' ? Cluster.RequestLine.NODE_LIST : Cluster.RequestLine.HEALTH;
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

    /** Where a text of lower case begins, whatever its case here; negative if it is not within the first so many bytes. */
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
        return letter >= 'A' && letter <= 'Z' ? letter | CASE_BIT : letter;
    }
}
