/**
 * The cost of a request to the application, with and without the wrapper. Start at {@link
 * io.alternator.http.benchmarks.load.Session}. It starts a {@link io.alternator.http.benchmarks.load.StubServer} in its own
 * process, opens every {@link io.alternator.http.benchmarks.load.Contender}, and measures them in turns. Each {@link
 * io.alternator.http.benchmarks.load.Turn} yields {@link io.alternator.http.benchmarks.load.TurnMetrics}, and all of them together a
 * {@link io.alternator.http.benchmarks.load.ComparisonTable}.
 */
@NullMarked
package io.alternator.http.benchmarks.load;

import org.jspecify.annotations.NullMarked;
