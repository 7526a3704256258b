/**
 * What the application sees of faults: a constant load on a small cluster of real sockets, a fault, and what became of every
 * request. Start reading at {@link io.alternator.http.benchmarks.faults.Trial}: it opens a {@link
 * io.alternator.http.benchmarks.faults.Stage}, lets {@link io.alternator.http.benchmarks.faults.Callers} ask, and makes a
 * {@link io.alternator.http.benchmarks.faults.Row} of what {@link io.alternator.http.benchmarks.faults.Exchanges} and {@link
 * io.alternator.http.benchmarks.faults.Arrivals} saw.
 */
@NullMarked
package io.alternator.http.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
