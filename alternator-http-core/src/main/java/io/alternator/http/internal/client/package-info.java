/**
 * Assembly: what stands behind one wrapper, and which cluster a request is for. The only place where threads are made and where
 * the system's clock and random numbers are named. {@link io.alternator.http.internal.client.ClusterFactory} reads as the
 * diagram of the rooms.
 *
 * <p>Does not know how a request is sent.
 */
@NullMarked
package io.alternator.http.internal.client;

import org.jspecify.annotations.NullMarked;
