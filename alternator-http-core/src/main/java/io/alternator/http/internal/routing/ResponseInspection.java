package io.alternator.http.internal.routing;

import io.alternator.http.internal.health.ErrorBody;
import io.alternator.http.internal.health.JsonEnd;
import io.alternator.http.internal.health.Outcome;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What is learned from a response's body while it passes on its way to the caller. There is one only where something is
 * to be learned: few responses have it.
 */
final class ResponseInspection {
    private final @Nullable ErrorBody error;
    private final @Nullable JsonEnd end;

    private ResponseInspection(@Nullable ErrorBody error, @Nullable JsonEnd end) {
        this.error = error;
        this.end = end;
    }

    /**
     * The inspection of this response's body; null if nothing is to be learned from it.
     *
     * @param noticesTruncation false if the client passes off a chunked response cut short as complete
     */
    static @Nullable ResponseInspection of(SdkHttpResponse headers, boolean noticesTruncation) {
        ErrorBody error = headers.statusCode() == 400 ? new ErrorBody() : null;
        JsonEnd end = noticesTruncation || !onlyItsEndTells(headers) ? null : new JsonEnd();
        return error == null && end == null ? null : new ResponseInspection(error, end);
    }

    /** Looks at what came next, which is the caller's. */
    void add(byte[] part, int offset, int count) {
        add(ByteBuffer.wrap(part, offset, count));
    }

    /** Looks at what came next, which is the caller's, without moving the buffer's position. */
    void add(ByteBuffer part) {
        if (error != null) {
            error.add(part);
        }
        if (end != null) {
            end.add(part);
        }
    }

    /** What the response means, if its status alone does not tell; else {@code ofStatus}. */
    Outcome outcome(Outcome ofStatus) {
        return error == null ? ofStatus : error.outcome();
    }

    /** False if the body that came to its end is cut short. */
    boolean isWhole() {
        return end == null || end.isWhole();
    }

    private static boolean onlyItsEndTells(SdkHttpResponse headers) {
        return headers.firstMatchingHeader("Content-Length").isEmpty() // first: most have it
                && headers.firstMatchingHeader("Content-Encoding").isEmpty()
                && headers.firstMatchingHeader("Content-Type")
                        .filter(type -> type.contains("json"))
                        .isPresent();
    }
}
