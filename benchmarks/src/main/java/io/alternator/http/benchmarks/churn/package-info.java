/**
 * What a client keeps of nodes that are gone. Start at {@link io.alternator.http.benchmarks.churn.ChurnCommand}; {@code ChurnCluster}
 * is the cluster whose nodes come and go, {@code Churn} a client on it.
 */
@NullMarked
package io.alternator.http.benchmarks.churn;

import org.jspecify.annotations.NullMarked;
