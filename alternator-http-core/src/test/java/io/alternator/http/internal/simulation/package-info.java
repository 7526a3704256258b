/**
 * Whole clusters under load in virtual time, without a socket or a thread: the real routing, health and discovery over
 * simulated nodes, called as the SDK calls. Begin to read at {@link io.alternator.http.internal.simulation.Scenarios} (what
 * happens) and {@link io.alternator.http.internal.simulation.Report} (what is told of it). A run is a function of its seed:
 * nothing here may look at the real time, at the order of a hash table, or at a thread.
 */
@NullMarked
package io.alternator.http.internal.simulation;

import org.jspecify.annotations.NullMarked;
