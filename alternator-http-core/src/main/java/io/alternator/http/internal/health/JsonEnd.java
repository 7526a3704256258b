package io.alternator.http.internal.health;

import java.nio.ByteBuffer;

/**
 * Tells whether a JSON text came to its end, from its bytes as they pass by: brackets closed, no string open. For clients
 * that pass off a chunked response cut short as complete. It is no parser: what is whole may still be nonsense.
 */
public final class JsonEnd {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Looks at what came next, without moving the buffer's position. */
    public void add(ByteBuffer part) {
        for (int i = part.position(); i < part.limit(); i++) {
            add(part.get(i));
        }
    }

    /** True if nothing is open; so too if nothing came. */
    public boolean isWhole() {
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
                default -> {} // it opens nothing and closes nothing
            }
        }
    }
}
