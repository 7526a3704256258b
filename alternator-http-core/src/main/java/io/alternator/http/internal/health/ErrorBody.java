package io.alternator.http.internal.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a 400's body, copied while they pass on their way to the caller: an overloaded Alternator refuses with
 * 400 too, and only the error's type tells that from a bad request. Fed by one thread after the other, as bodies are.
 */
public final class ErrorBody {
    private static final int MOST = 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes = new byte[MOST];
    private int length;

    /** Takes in what came next, without moving the buffer's position; what is beyond the first kilobyte is not looked at. */
    public void add(ByteBuffer part) {
        int taken = Math.min(part.remaining(), MOST - length);
        part.duplicate().get(bytes, length, taken);
        length += taken;
    }

    /** What the response means. */
    public Outcome outcome() {
        String type = type();
        return type != null && type.substring(type.indexOf('#') + 1).equals("RequestLimitExceeded")
                ? Outcome.THROTTLED
                : Outcome.CLIENT_ERROR;
    }

    private @Nullable String type() {
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
        } catch (IOException notWhatAlternatorSends) {
            return null;
        }
    }
}
