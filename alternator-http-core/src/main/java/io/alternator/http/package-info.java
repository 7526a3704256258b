/**
 * Public API of the client-side load balancer for ScyllaDB Alternator. Start at {@link io.alternator.http.AlternatorConfig};
 * the clients that take it are {@code io.alternator.http.sync.AlternatorHttpClient} and
 * {@code io.alternator.http.async.AlternatorAsyncHttpClient}.
 *
 * <p>This package defines settings, snapshots and the {@linkplain io.alternator.http.LoadBalancingPolicy policy} interface. It
 * contains no I/O and no threads. Everything below {@code io.alternator.http.internal} is not API and may change at any time.
 */
@NullMarked
package io.alternator.http;

import org.jspecify.annotations.NullMarked;
