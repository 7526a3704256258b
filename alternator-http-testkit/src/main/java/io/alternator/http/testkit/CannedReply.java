package io.alternator.http.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fixed HTTP reply. Immutable.
 *
 * @see CannedReplies
 * @since 0.1.0
 */
public final class CannedReply {
    private final int status;
    private final String body;

    private CannedReply(int status, String body) {
        this.status = status;
        this.body = Objects.requireNonNull(body, "body");
    }

    /** A reply with any HTTP status and a JSON body. */
    public static CannedReply of(int status, String body) {
        return new CannedReply(status, body);
    }

    /** A reply with status 200. */
    public static CannedReply ok(String body) {
        return of(200, body);
    }

    /** An error in Alternator's format; {@code type} is its short name, such as {@code ResourceNotFoundException}. */
    public static CannedReply error(int status, String type, String message) {
        return of(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + message + "\"}");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The JSON body. */
    public String body() {
        return body;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CannedReply reply && status == reply.status && body.equals(reply.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, body);
    }

    /** As in {@code 404 {"message":"no"}}. */
    @Override
    public String toString() {
        return status + " " + body;
    }
}
