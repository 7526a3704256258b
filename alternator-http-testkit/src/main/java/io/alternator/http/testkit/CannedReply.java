package io.alternator.http.testkit;

/**
 * A fixed HTTP reply.
 *
 * @param status the HTTP status
 * @param body the JSON body
 * @see CannedReplies
 * @since 0.1.0
 */
public record CannedReply(int status, String body) {

    /** A reply with status 200. */
    public static CannedReply ok(String body) {
        return new CannedReply(200, body);
    }

    /** An error in Alternator's format; {@code type} is its short name, such as {@code ResourceNotFoundException}. */
    public static CannedReply error(int status, String type, String message) {
        return new CannedReply(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + message + "\"}");
    }
}
