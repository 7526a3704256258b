package io.alternator.http.internal.transport;

/**
 * A node's response to a control call.
 *
 * @param body never modified after construction; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ControlReply(int status, byte[] body) {
    private static final int FIRST_SERVER_ERROR = 500;

    /** True for a status of 500 or more, which may be that of a proxy in front of a node that is down. */
    public boolean isServerError() {
        return status >= FIRST_SERVER_ERROR;
    }
}
