package io.alternator.http.internal.rewrite;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Detects a truncated JSON text by its last byte, for clients that report a truncated chunked response as complete. Looks at the
 * end of each part only, so its cost does not depend on the size of the body. A text that is cut just after a bracket passes: the
 * SDK's parser refuses it. Used by one thread at a time.
 */
public final class JsonEnd {
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

    /** For a response whose body alone shows whether it is truncated: neither its length nor its coding does; null for all others. */
    public static @Nullable JsonEnd of(SdkHttpResponse headers) {
        if (headers.firstMatchingHeader("Content-Length").isPresent() // first: most responses have it
                || headers.firstMatchingHeader("Content-Encoding").isPresent()) {
            return null;
        }
        Optional<String> type = headers.firstMatchingHeader("Content-Type");
        if (type.isEmpty()) {
            return new JsonEnd(!headers.isSuccessful()); // Alternator can leave it out
        }
        return type.get().contains("json") ? new JsonEnd(false) : null;
    }

    /** Reads the next part; the buffer's position does not move. */
    public void add(ByteBuffer part) {
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
    public boolean isComplete() {
        return (mayBeOtherText && first != '{') || last == '}' || last == ']';
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
