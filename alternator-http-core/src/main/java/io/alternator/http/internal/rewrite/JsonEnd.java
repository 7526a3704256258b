package io.alternator.http.internal.rewrite;

import java.nio.ByteBuffer;

/**
 * Detects a truncated JSON text by its last byte, for clients that report a truncated chunked response as complete. Looks at the
 * end of each part only, so its cost does not depend on the size of the body. A text that is cut just after a bracket passes: the
 * SDK's parser refuses it. Used by one thread at a time.
 */
final class JsonEnd {
    private final boolean mayBeOtherText;
    private byte first;
    private byte last;

    /**
     * No part is read yet.
     *
     * @param mayBeOtherText true if the headers do not say that it is JSON, as with the error of a proxy: then only what begins like an
     *     object is judged
     */
    JsonEnd(boolean mayBeOtherText) {
        this.mayBeOtherText = mayBeOtherText;
    }

    /** Reads the next part; the buffer's position does not move. */
    void add(ByteBuffer part) {
        if (first == 0 && part.hasRemaining()) {
            first = part.get(part.position());
        }
        for (int i = part.limit() - 1; i >= part.position(); i--) {
            byte next = part.get(i);
            if (!isWhitespace(next)) {
                last = next;
                return;
            }
        }
    }

    /** True if the text ends like an object or an array; false for an empty text that has to be JSON: no DynamoDB response is empty. */
    boolean isComplete() {
        return (mayBeOtherText && first != '{') || last == '}' || last == ']';
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
