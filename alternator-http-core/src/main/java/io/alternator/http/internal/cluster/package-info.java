/**
 * The nodes as they are: which belong to the cluster, what each carries, how it answers, which scope is in use. {@link
 * io.alternator.http.internal.cluster.NodeRegistry} publishes an immutable {@link
 * io.alternator.http.internal.cluster.ClusterView} by one volatile write; a request reads it once.
 *
 * <p>Does not know which node is next, nor how a request is retried.
 */
@NullMarked
package io.alternator.http.internal.cluster;

import org.jspecify.annotations.NullMarked;
