/** JMH benchmarks of the request path over no-op clients. The difference to the bare client is the cost of the wrapper. */
@NullMarked
package io.alternator.http.benchmarks;

import org.jspecify.annotations.NullMarked;
