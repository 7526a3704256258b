package io.alternator.http.internal.rewrite;

import java.nio.ByteBuffer;

/**
 * Detects a truncated JSON text by its open brackets and strings, for clients that report a truncated chunked response as
 * complete. Does not parse: a text that is not JSON may count as complete. Used by one thread at a time.
 */
final class JsonEnd {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Reads the next part; the buffer's position does not move. */
    void add(ByteBuffer part) {
        for (int i = part.position(); i < part.limit(); i++) {
            add(part.get(i));
        }
    }

    /** True if no bracket and no string is open; true for an empty text. */
    boolean isComplete() {
        return depth == 0 && !inString;
    }

    private void add(byte next) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = next == '\\';
            inString = next != '"';
        } else {
            switch (next) {
                case '"' -> inString = true;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {} // other characters open and close nothing
            }
        }
    }
}
