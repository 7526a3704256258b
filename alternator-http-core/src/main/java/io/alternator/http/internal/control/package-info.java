/**
 * The client's own requests to nodes: node lists and probes. Decides how such a request is sent, how long it may take and
 * how large its answer may be.
 *
 * <p>Uses the wrapped HTTP client, so that the user's TLS, proxy and trust settings apply. The exception is {@link
 * io.alternator.http.internal.control.DirectClient}. Never blocks the caller.
 *
 * <p>Does not know why a node is asked, nor what follows from its answer.
 */
@NullMarked
package io.alternator.http.internal.control;

import org.jspecify.annotations.NullMarked;
