/**
 * The effect of faults on the application: a constant load on a small cluster with real sockets, a fault, and the outcome of every
 * request. Start at {@code Trial}. It opens a {@code TrialCluster}, keeps requests in flight, and builds a {@code TrialRow} from the
 * {@code RequestLog} and the {@code Arrivals}.
 */
@NullMarked
package io.alternator.http.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
