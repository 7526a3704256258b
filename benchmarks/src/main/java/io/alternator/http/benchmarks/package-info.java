/** What the request path costs, over clients that do nothing: the difference to the bare client is the wrapper's own. */
@NullMarked
package io.alternator.http.benchmarks;

import org.jspecify.annotations.NullMarked;
