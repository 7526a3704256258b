/**
 * The nodes as they are: which belong to the cluster, what each carries, how it answers, whether it is silent. {@link
 * io.alternator.http.internal.cluster.NodeRegistry} publishes an immutable {@link
 * io.alternator.http.internal.cluster.ClusterView} by one volatile write; a request reads it once. {@link
 * io.alternator.http.internal.cluster.HealthMonitor} samples the requests in flight on the scheduler's thread.
 *
 * <p>Does not know which node is next, nor how a request is retried.
 */
@NullMarked
package io.alternator.http.internal.cluster;

import org.jspecify.annotations.NullMarked;
