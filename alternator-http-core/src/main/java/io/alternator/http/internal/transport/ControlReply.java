package io.alternator.http.internal.transport;

/**
 * A node's response to a control call.
 *
 * @param body never modified after construction; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ControlReply(int status, byte[] body) {}
