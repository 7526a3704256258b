package io.alternator.http.internal.control;

/**
 * A node's answer to a control call.
 *
 * @param body never modified after construction; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // carried from one hand to the next, never compared
public record ControlReply(int status, byte[] body) {}
