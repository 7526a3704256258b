/**
 * The effect of faults on the application: a constant load on a small cluster with real sockets, a fault, and the outcome of every
 * request. Start at {@link io.alternator.http.benchmarks.faults.Trial}. It opens a {@link
 * io.alternator.http.benchmarks.faults.TrialCluster}, runs a {@link io.alternator.http.benchmarks.faults.LoadGenerator}, and
 * builds a {@link io.alternator.http.benchmarks.faults.TrialRow} from the {@link
 * io.alternator.http.benchmarks.faults.RequestLog} and the {@link io.alternator.http.benchmarks.faults.Arrivals}.
 */
@NullMarked
package io.alternator.http.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
