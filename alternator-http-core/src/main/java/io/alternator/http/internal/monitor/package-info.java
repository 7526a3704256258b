/**
 * Watches the nodes while requests flow: which node is silent although it owes data, which one fails more than its peers, what is
 * done with the requests that wait for it.
 *
 * <p>Does not know strategies, calls or hedges: of a request it sees an {@link io.alternator.http.internal.monitor.InFlightRequest}.
 */
@NullMarked
package io.alternator.http.internal.monitor;

import org.jspecify.annotations.NullMarked;
