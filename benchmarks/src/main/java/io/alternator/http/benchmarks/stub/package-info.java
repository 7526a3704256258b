/** Nodes that cost little, for measurements of clients: they have fixed responses and keep nothing of the requests. */
@NullMarked
package io.alternator.http.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
