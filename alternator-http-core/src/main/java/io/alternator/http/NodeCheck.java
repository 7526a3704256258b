package io.alternator.http;

import java.time.Instant;

/**
 * The result of one probe ({@code GET /}) that the client sent to a node; see {@link NodeStatus#lastCheck}, and {@link NodeStatus}
 * for an example.
 *
 * @param at when the probe ended, to the millisecond
 * @param answered true if the node responded with a status below 500
 * @param result for people: {@code answered}, the failure such as {@code connect_error} or {@code timeout}, or {@code HTTP 503}; or
 *     that the probe could not be sent, which says nothing about the node
 * @since 0.1.0
 */
public record NodeCheck(Instant at, boolean answered, String result) {}
