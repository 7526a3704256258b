/**
 * What a client costs before its throughput matters: time to the first response, heap and threads. Start at {@link
 * io.alternator.http.benchmarks.footprint.FootprintCommand}, which starts a process for each {@code Footprint}, bare and wrapped in turn.
 */
@NullMarked
package io.alternator.http.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
