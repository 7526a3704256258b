/**
 * Which nodes the cluster has. Starting points: {@link io.alternator.http.internal.discovery.Discovery} decides when to
 * fetch the list, {@link io.alternator.http.internal.discovery.NodeListFetcher} whom to ask and what an answer means.
 *
 * <p>Does not know how a node is asked or a name resolved: {@link io.alternator.http.internal.discovery.NodeListSource} and
 * {@link io.alternator.http.internal.discovery.Resolver} are ports. Does not know what becomes of the list, nor whether
 * nodes are healthy.
 *
 * <p>All of it runs on the scheduler's thread, except {@code Discovery.requestSeen} and {@code refreshSoon}, which are
 * called on request threads, and {@code close}.
 */
@NullMarked
package io.alternator.http.internal.discovery;

import org.jspecify.annotations.NullMarked;
