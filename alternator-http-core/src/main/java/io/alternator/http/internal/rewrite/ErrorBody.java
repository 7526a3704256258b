package io.alternator.http.internal.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.internal.health.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the first kilobyte of a 400's body. An overloaded Alternator refuses requests with 400 too; only the error type in the
 * body distinguishes that from an invalid request. Used by one thread at a time.
 */
final class ErrorBody {
    private static final int MAX_BYTES = 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;

    /** Reads the next part; the buffer's position does not move. */
    void add(ByteBuffer part) {
        int count = Math.min(part.remaining(), MAX_BYTES - length);
        part.duplicate().get(bytes, length, count);
        length += count;
    }

    /** {@code THROTTLED} for {@code RequestLimitExceeded}, else {@code CLIENT_ERROR}. */
    Outcome outcome() {
        return type().equals("RequestLimitExceeded") ? Outcome.THROTTLED : Outcome.CLIENT_ERROR;
    }

    /** The error's short name, such as {@code ValidationException}; empty if the body has none. */
    String type() {
        String type = fullType();
        return type == null ? "" : type.substring(type.indexOf('#') + 1);
    }

    private @Nullable String fullType() {
        try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = parser.currentName().equals("__type");
                parser.nextToken();
                if (isType) {
                    return parser.getValueAsString();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
