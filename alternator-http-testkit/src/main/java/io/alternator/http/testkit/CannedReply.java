package io.alternator.http.testkit;

/**
 * A reply to one request.
 *
 * @param status of HTTP
 * @param body JSON
 */
public record CannedReply(int status, String body) {

    /** A reply with status 200. */
    public static CannedReply ok(String body) {
        return new CannedReply(200, body);
    }

    /** An error as Alternator words it; {@code type} as in {@code ResourceNotFoundException}. */
    public static CannedReply error(int status, String type, String message) {
        return new CannedReply(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + message + "\"}");
    }
}
