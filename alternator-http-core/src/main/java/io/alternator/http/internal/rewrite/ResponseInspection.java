package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.health.Outcome;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Reads along in a response's body on its way to the caller. Exists only for the few responses whose headers do not tell
 * everything: a 400, which may be a refusal for overload, and a chunked body whose truncation the client does not detect.
 */
public final class ResponseInspection {
    private final @Nullable ErrorBody error;
    private final @Nullable JsonEnd end;

    private ResponseInspection(@Nullable ErrorBody error, @Nullable JsonEnd end) {
        this.error = error;
        this.end = end;
    }

    /**
     * The inspection of a response's body; null if its headers tell everything.
     *
     * @param detectsTruncation false if the client reports a truncated chunked response as complete
     */
    public static @Nullable ResponseInspection of(SdkHttpResponse headers, boolean detectsTruncation) {
        ErrorBody error = ErrorBody.of(headers);
        JsonEnd end = detectsTruncation ? null : jsonEnd(headers);
        return error == null && end == null ? null : new ResponseInspection(error, end);
    }

    /** Reads the next part. */
    public void add(byte[] part, int offset, int count) {
        add(ByteBuffer.wrap(part, offset, count));
    }

    /** Reads the next part; the buffer's position does not move. */
    public void add(ByteBuffer part) {
        if (error != null) {
            error.add(part);
        }
        if (end != null) {
            end.add(part);
        }
    }

    /** The response's outcome, given the one that its status alone tells. */
    public Outcome outcome(Outcome ofStatus) {
        return error == null ? ofStatus : error.outcome();
    }

    /** False if the body, read to its end, is truncated. */
    public boolean isComplete() {
        return end == null || end.isComplete();
    }

    /** Null unless only the body shows whether it is truncated. */
    private static @Nullable JsonEnd jsonEnd(SdkHttpResponse headers) {
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
}
