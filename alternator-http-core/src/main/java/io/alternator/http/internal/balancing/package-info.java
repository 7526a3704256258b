/**
 * Algorithms that decide which node is next: rotation, averages, limits, budgets. Numbers in, an index or a decision out. May
 * be called by many threads at once.
 *
 * <p>Does not know requests, transports, clocks or threads: the time is a parameter and randomness is passed to constructors. Of
 * the public API it knows only {@link io.alternator.http.LoadBalancingPolicy}, whose policies it implements, and the types that
 * its candidates are made of.
 */
@NullMarked
package io.alternator.http.internal.balancing;

import org.jspecify.annotations.NullMarked;
