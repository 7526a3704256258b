/**
 * The cost of a request to the application, with and without the wrapper. Start at {@code Session}. It starts the
 * process of the nodes, opens every {@code Contender}, and measures them in turns. Each turn yields all {@code Figure}s, and all of
 * them together a {@code ComparisonTable}.
 */
@NullMarked
package io.alternator.http.benchmarks.load;

import org.jspecify.annotations.NullMarked;
