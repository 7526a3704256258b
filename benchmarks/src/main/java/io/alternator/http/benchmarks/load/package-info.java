/**
 * What a request costs the application, through the wrapper and without. Start reading at {@link
 * io.alternator.http.benchmarks.load.Session}: it starts a {@link io.alternator.http.benchmarks.load.Server} in a process of its
 * own, opens every {@link io.alternator.http.benchmarks.load.Contender}, and lets them take turns; a {@link
 * io.alternator.http.benchmarks.load.Turn} becomes a {@link io.alternator.http.benchmarks.load.Sample}, and all samples a {@link
 * io.alternator.http.benchmarks.load.Table}.
 */
@NullMarked
package io.alternator.http.benchmarks.load;

import org.jspecify.annotations.NullMarked;
