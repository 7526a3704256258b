/**
 * What a client costs before its throughput matters: time to the first response, heap and threads. Start at {@link
 * io.alternator.http.benchmarks.footprint.FootprintCommand}. It starts a {@link
 * io.alternator.http.benchmarks.footprint.FootprintProcess} for each measurement, bare and wrapped in turn, and builds a {@link
 * io.alternator.http.benchmarks.footprint.FootprintTable} from their {@link io.alternator.http.benchmarks.footprint.Footprint}s.
 */
@NullMarked
package io.alternator.http.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
