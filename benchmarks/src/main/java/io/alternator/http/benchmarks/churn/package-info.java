/**
 * What a client keeps of nodes that are gone. Start at {@link io.alternator.http.benchmarks.churn.ChurnCommand}; {@code Churn} is
 * a client on a cluster whose nodes come and go.
 */
@NullMarked
package io.alternator.http.benchmarks.churn;

import org.jspecify.annotations.NullMarked;
