/**
 * Whole clusters under load in virtual time, without a socket or a thread: the real routing, health and discovery over
 * simulated nodes, called as the SDK calls. Start at {@link io.alternator.http.internal.simulation.Scenarios} (what
 * happens) and {@link io.alternator.http.internal.simulation.Report} (what is reported). A run depends only on its seed: nothing
 * here may depend on real time, on the iteration order of a hash table, or on a thread.
 */
@NullMarked
package io.alternator.http.internal.simulation;

import org.jspecify.annotations.NullMarked;
