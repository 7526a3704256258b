package io.alternator.http.internal.control;

import io.alternator.http.internal.transport.ControlReply;
import java.nio.charset.StandardCharsets;

/**
 * What only a server of DynamoDB's API answers. Any web server answers {@code GET /}, with whatever status; and Alternator may be
 * configured to leave out all headers that would tell it from others, so the body counts.
 */
public final class ServerIdentity {
    /** Before the {@code Host} header that the server received, or its own name. */
    static final String HEALTHY = "healthy: ";

    private static final String ERROR_TYPE = "\"__type\"";
    private static final int OK = 200;

    private ServerIdentity() {}

    /**
     * True for the answer to {@code GET /} of a server with DynamoDB's API: {@code healthy: } and a host (Alternator, DynamoDB,
     * dynalite), or an error in DynamoDB's form (DynamoDB Local).
     */
    public static boolean isHealthOfDynamoDb(ControlReply reply) {
        String body = text(reply).stripLeading();
        return reply.status() == OK ? body.startsWith(HEALTHY) : body.startsWith("{") && body.contains(ERROR_TYPE);
    }

    /** True for an answer to {@code GET /localnodes} that is a list. */
    public static boolean isNodeList(ControlReply reply) {
        String body = text(reply).strip();
        return reply.status() == OK && body.startsWith("[") && body.endsWith("]");
    }

    private static String text(ControlReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
