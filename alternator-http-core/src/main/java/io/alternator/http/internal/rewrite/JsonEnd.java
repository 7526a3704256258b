package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.operation.Operations;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Detects a truncated JSON text by its last byte, for clients that report a truncated chunked response as complete. Looks at the
 * end of each part only, so its cost does not depend on the size of the body. A text that is cut just after a bracket passes: the
 * SDK's parser refuses it. Used by one thread at a time.
 */
public final class JsonEnd {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final boolean mayBeEmpty;
    private final boolean mayBeOtherText;
    private byte first;
    private byte last;

    /**
     * No part is read yet.
     *
     * @param mayBeEmpty true if the operation has no output
     * @param mayBeOtherText true for an error, whose text may be a proxy's: then only what begins like an object is judged
     */
    JsonEnd(boolean mayBeEmpty, boolean mayBeOtherText) {
        this.mayBeEmpty = mayBeEmpty;
        this.mayBeOtherText = mayBeOtherText;
    }

    /** For a response whose body alone shows whether it is truncated: neither its length nor its coding does; null for all others. */
    public static @Nullable JsonEnd of(SdkHttpRequest request, SdkHttpResponse headers) {
        if (headers.firstMatchingHeader("Content-Length").isPresent() // first: most responses have it
                || headers.firstMatchingHeader("Content-Encoding").isPresent()
                || hasNoBody(headers.statusCode())) {
            return null;
        }
        Optional<String> type = headers.firstMatchingHeader("Content-Type"); // Alternator can leave it out
        return type.isEmpty() || type.get().contains("json")
                ? new JsonEnd(hasNoOutput(request), !headers.isSuccessful())
                : null;
    }

    /** These have no body by definition (RFC 9110, 6.4.1). */
    private static boolean hasNoBody(int status) {
        return status == NO_CONTENT || status == NOT_MODIFIED;
    }

    /** True for the operations that Alternator, like DynamoDB, answers with an empty body. */
    private static boolean hasNoOutput(SdkHttpRequest request) {
        String operation = Operations.name(request);
        return operation.equals("TagResource") || operation.equals("UntagResource");
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

    /** True if the text ends like an object or an array; false for an empty text, unless the operation or the error may have one. */
    public boolean isComplete() {
        boolean judged = first != 0 ? first == '{' || !mayBeOtherText : !mayBeEmpty && !mayBeOtherText;
        return !judged || last == '}' || last == ']';
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
