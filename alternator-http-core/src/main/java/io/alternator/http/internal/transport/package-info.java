/**
 * The wrapped HTTP clients: what core needs of one, and which client serves which purpose. A shell implements {@link
 * io.alternator.http.internal.transport.Transport}; {@link io.alternator.http.internal.transport.Transports} decides whether
 * nodes share one client or have one each, and owns their life cycle.
 *
 * <p>Does not know nodes, requests in flight or time.
 */
@NullMarked
package io.alternator.http.internal.transport;

import org.jspecify.annotations.NullMarked;
