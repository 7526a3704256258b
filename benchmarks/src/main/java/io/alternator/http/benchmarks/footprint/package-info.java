/**
 * What a client costs besides its requests. {@link io.alternator.http.benchmarks.footprint.FootprintCommand} measures the time to the
 * first response, heap and threads, with a process for each {@code Footprint}, bare and wrapped in turn; {@link
 * io.alternator.http.benchmarks.footprint.ChurnCommand} what a client keeps of nodes that are gone.
 */
@NullMarked
package io.alternator.http.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
