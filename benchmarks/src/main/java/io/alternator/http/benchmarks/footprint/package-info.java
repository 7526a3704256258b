/**
 * What a client costs before its throughput matters: time to the first response, heap and threads. Start at {@link
 * io.alternator.http.benchmarks.footprint.FootprintCommand}, which starts a {@code FootprintProcess} for each measurement, bare and
 * wrapped in turn.
 */
@NullMarked
package io.alternator.http.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
